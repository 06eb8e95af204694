/** What the server knows of a recording beside its takes. Each may be missing: then the player does without. */
import { computed, onBeforeUnmount, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'

import { getAbout, getChapters, getLevels, putChapters, type About, type Chapters } from '@/api/replay'
import type { Chapter } from '@/replay/chapters'
import { levelsFrom, silencesIn, type Levels } from '@/replay/levels'
import type { Replay } from '@/replay/replay'

import { orNothing } from './orNothing'
import { useThumbnails } from './useThumbnails'

export interface Facts {
  levels: ShallowRef<Levels | null>
  /** Somebody's voice is known of: silences can be left out. */
  canSkip: ComputedRef<boolean>
  chapters: ShallowRef<Chapters>
  /** Put these chapters in place of all. Throws `ApiError`. */
  saveChapters(chapters: readonly Chapter[]): Promise<void>
  about: ShallowRef<About | null>
  /** A small picture of a moment (lesson seconds) as a style for a box of a width in pixels; null where there is none. */
  thumbnailAt(position: number, width: number): Record<string, string> | null
}

/** A running lesson's facts are read again so often. */
const AGAIN_MS = 30_000
const NONE: Chapters = { byHand: false, chapters: [] }

/** In the page: read everything once the recording is open, and that of a running lesson again and again. */
export function useFacts(id: string, replay: Replay): Facts {
  const levels = shallowRef<Levels | null>(null)
  const chapters = shallowRef(NONE)
  const about = shallowRef<About | null>(null)
  const { state } = replay
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  async function read(): Promise<void> {
    clearTimeout(timer)
    if (!closed && state.manifest?.complete === false) timer = setTimeout(() => void read(), AGAIN_MS)
    await Promise.all([
      orNothing(getLevels(id)).then((answer) => (levels.value = answer && levelsFrom(answer))),
      orNothing(getChapters(id)).then((answer) => (chapters.value = answer ?? NONE)),
      orNothing(getAbout(id)).then((answer) => (about.value = answer)),
    ])
  }

  async function saveChapters(wanted: readonly Chapter[]): Promise<void> {
    chapters.value = await putChapters(id, wanted)
  }

  watch(
    () => state.manifest?.complete,
    (complete) => complete !== undefined && void read(),
  )
  watch(
    () => [levels.value, state.end] as const,
    ([known, end]) => (state.silences = known ? silencesIn(known, end) : null),
  )
  onBeforeUnmount(() => {
    closed = true
    clearTimeout(timer)
  })
  return { levels, canSkip: computed(() => state.silences !== null), chapters, saveChapters, about, thumbnailAt: useThumbnails(id, state) }
}
