/** What the keys of the page do. */
import { onBeforeUnmount, onMounted } from 'vue'

import { chapterBeside, type Chapter } from '@/replay/chapters'
import { LAYOUTS } from '@/replay/layout'
import type { Replay } from '@/replay/replay'
import { actionFor, speedBeside, type Action } from '@/replay/shortcuts'

/** What only the page itself can do. */
export interface PageActions {
  chapters(): readonly Chapter[]
  /** The view that is looked at. */
  large(): string | null
  enlarge(number: number | null): void
  fullscreen(): void
  outside(): void
  panel(name: 'find' | 'comments'): void
  help(): void
  /** Something lies over the page and has its own keys. */
  covered(): boolean
}

const VOLUME_STEP = 0.05
const OWN_KEYS = 'select, textarea, [contenteditable], input:not([type=range])'

type Doing = { [D in Action['do']]: (action: Extract<Action, { do: D }>) => unknown }

function doingOf(replay: Replay, page: PageActions, chapter: (by: 1 | -1) => void): Doing {
  const { state } = replay
  return {
    toggle: () => replay.toggle(),
    step: ({ seconds }) => replay.seek(state.position + seconds),
    frame: ({ by }) => replay.stepFrame(by, page.large()),
    start: () => replay.seek(0),
    end: () => replay.seekToEnd(),
    share: ({ share }) => replay.seek(state.end * share),
    chapter: ({ by }) => chapter(by),
    speed: ({ by }) => replay.setSpeed(speedBeside(state.speed, by)),
    volume: ({ by }) => replay.louder(by * VOLUME_STEP),
    mute: () => replay.mix({ silent: !state.silent }),
    skip: () => state.silences && replay.setSkipping(!state.skipping),
    loop: () => replay.loopHere(),
    layout: () => replay.setLayout(LAYOUTS[(LAYOUTS.indexOf(state.layout) + 1) % LAYOUTS.length] ?? 'auto'),
    enlarge: ({ number }) => page.enlarge(number),
    automatic: () => {
      replay.setLayout('auto')
      page.enlarge(null)
    },
    light: () => replay.setLight(!state.light),
    fullscreen: () => page.fullscreen(),
    outside: () => page.outside(),
    panel: ({ name }) => page.panel(name),
    help: () => page.help(),
  }
}

/** In the page: let its keys work, and hand out what buttons share with them. */
export function useActions(replay: Replay, page: PageActions): { chapter: (by: 1 | -1) => void } {
  const { state } = replay

  function chapter(by: 1 | -1): void {
    const to = chapterBeside(page.chapters(), state.position, by)
    if (to !== null) replay.seek(to)
  }

  const doing = doingOf(replay, page, chapter)

  function pressed(event: KeyboardEvent): void {
    const target = event.target as HTMLElement
    const action = actionFor(event)
    if (!action || event.defaultPrevented || page.covered() || state.ended || target.closest(OWN_KEYS)) return
    // Whoever came to a button by keyboard presses it; after a click of the mouse the space bar is the player's.
    if (event.key === ' ' && target.closest('button, a')?.matches(':focus-visible')) return
    event.preventDefault()
    const act = doing[action.do] as (action: Action) => unknown
    act(action)
  }

  onMounted(() => window.addEventListener('keydown', pressed))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed))
  return { chapter }
}
