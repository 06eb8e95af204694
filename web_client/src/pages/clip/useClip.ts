/** Ties a clip to a page: a replay that knows nothing but the span, and stops when the clip may not be seen any more. */
import { computed, onBeforeUnmount, shallowReactive, shallowRef, type ComputedRef } from 'vue'

import { getClip, getClipCues, getClipIndex, readClipTake, type Clip } from '@/api/clips'
import { lendShare } from '@/api/courseware'
import { Memory } from '@/replay/memory'
import type { ViewStatus } from '@/replay/player'
import { Replay, type Archives } from '@/replay/replay'
import { freshState, type ReplayState } from '@/replay/state'
import { Watching } from '@/replay/watching'

const TICK_MS = 50
const LOOK_MS = 1000
const BEAT_MS = 5000
/** A moment before the beginning is the beginning. */
const SLACK_S = 0.3

export interface OpenClip {
  replay: Replay
  /** Why it can't be seen, or not any more. */
  refused: ComputedRef<unknown>
  open(): Promise<void>
  /** Play, from the beginning when it is over. */
  toggle(): void
  seek(position: number): void
}

/** A visitor's clips leave nothing behind in the browser. */
const FORGETFUL = { getItem: () => null, setItem: () => undefined }

/** What a clip's replay reads, by the link's token where there is one. */
function archiveOf(clip: Clip, share: string | null): Archives {
  return {
    manifest: async () => (await getClip(clip.id, share)).manifest,
    index: (take) => getClipIndex(clip.id, take, share),
    cues: async () => {
      const read = await getClipCues(clip.id, share)
      // The slides and films of the span come by the link, too.
      if (share !== null) lendShare(read.snapshot.lesson.id, share, clip.id)
      return read
    },
    bytes: (take, offset, size, signal) => readClipTake(clip.id, take, [offset, size], share, signal),
  }
}

/** In a component: the replay of one clip; `share` is a link's token. */
export function useClip(clip: Clip, share: string | null): OpenClip {
  const failure = shallowRef<unknown>(null)
  const timers: ReturnType<typeof setInterval>[] = []
  let gone = false
  const [from, to] = [clip.from_ms / 1000, clip.to_ms / 1000]
  const state: ReplayState = shallowReactive(freshState())
  state.statuses = shallowReactive<Record<string, ViewStatus>>({})
  const replay = new Replay(clip.id, archiveOf(clip, share), () => performance.now() / 1000, state)

  const watching = new Watching(replay, () => getClip(clip.id, share))

  async function open(): Promise<void> {
    try {
      await replay.open(new Memory(FORGETFUL, ''), from)
    } catch (error) {
      failure.value = error
      return
    }
    // Another clip was chosen while this one was read.
    if (gone) return replay.close()
    timers.push(setInterval(tick, TICK_MS))
    timers.push(setInterval(() => void watching.look(performance.now() / 1000), LOOK_MS))
    timers.push(setInterval(() => void watching.beat(), BEAT_MS))
  }

  function tick(): void {
    replay.tick()
    if (state.position < from - SLACK_S) replay.seek(from)
  }

  function toggle(): void {
    if (!state.playing && state.position >= to - SLACK_S) replay.seek(from)
    replay.toggle()
  }

  const seek = (position: number): void => replay.seek(Math.min(Math.max(position, from), to))

  onBeforeUnmount(() => {
    gone = true
    timers.forEach(clearInterval)
    replay.close()
  })
  return { replay, refused: computed(() => failure.value ?? state.ended), open, toggle, seek }
}
