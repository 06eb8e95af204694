/** Plays a recording in step with the same one on all the other screens of the lesson. */
import { onBeforeUnmount, ref, shallowReactive, watch, type Ref } from 'vue'

import { ClipFollower, type ClipTime } from '@/courseware/clipclock'
import type { OpenPlayback } from '@/protocol/messages'
import { Memory } from '@/replay/memory'
import type { ViewStatus } from '@/replay/player'
import { Replay } from '@/replay/replay'
import { freshState } from '@/replay/state'

import { archiveOf } from './archive'
import { PlayedRecording, TOGETHER } from './played'

const TICK_MS = 50
/** Nothing is remembered of what others steer. */
const FORGETFUL = { getItem: () => null, setItem: () => undefined }

export interface Together {
  replay: Replay
  failure: Ref<unknown>
  open(): Promise<void>
}

export interface TogetherOptions {
  recording: string
  current: () => OpenPlayback
  /** The clock that all follow. */
  time: () => ClipTime
  /** The lesson's ticket; null where the browser's own cookie speaks. */
  bearer: () => string | null
}

/** Call `open` once, and again after a failure; it ends with the component. */
export function useTogether({ recording, current, time, bearer }: TogetherOptions): Together {
  const failure = ref<unknown>(null)
  const state = shallowReactive(freshState())
  state.statuses = shallowReactive<Record<string, ViewStatus>>({})
  const replay = new Replay(recording, archiveOf(recording, bearer), () => performance.now() / 1000, state)
  const follower = new ClipFollower(new PlayedRecording(replay), undefined, TOGETHER)
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  async function open(): Promise<void> {
    failure.value = null
    clearTimeout(timer)
    try {
      await replay.open(new Memory(FORGETFUL, ''), current().position_ms / 1000)
    } catch (error) {
      failure.value = error
      return
    }
    // It was closed for all while it was read.
    if (gone) return replay.close()
    turn()
  }

  /** What has passed is taken in first: a position is steered by as it is now. */
  function turn(): void {
    clearTimeout(timer)
    replay.tick()
    const wait = follower.tick(time())
    timer = setTimeout(turn, Math.min(wait, TICK_MS))
  }

  watch(
    current,
    (now) => {
      follower.follow(now)
      if (state.manifest) turn()
    },
    { immediate: true },
  )
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(timer)
    replay.close()
  })
  return { replay, failure, open }
}
