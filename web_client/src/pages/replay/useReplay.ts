/** Ties a replay to a page: the real server, the real clock, and timers that stop with the page. */
import { onBeforeUnmount, ref, shallowReactive, type Ref } from 'vue'

import { getCues, getRecording, getTakeIndex, readTake } from '@/api/recordings'
import type { Recording } from '@/api/types'
import type { ViewStatus } from '@/replay/player'
import { freshState, Replay, type Archives, type ReplayState } from '@/replay/replay'

const TICK_MS = 50
const REFRESH_MS = 2000
const KEEP_MS = 1000

export interface OpenReplay {
  replay: Replay
  recording: Ref<Recording | null>
  failure: Ref<unknown>
  open(): Promise<void>
}

/** Make the replay of one recording; call `open` once, and again after a failure. */
export function useReplay(id: string): OpenReplay {
  const recording = ref<Recording | null>(null)
  const failure = ref<unknown>(null)
  const timers: ReturnType<typeof setInterval>[] = []
  const archive: Archives = {
    manifest: async () => {
      const read = await getRecording(id)
      recording.value = read
      return read.manifest
    },
    index: (take) => getTakeIndex(id, take),
    cues: () => getCues(id),
    bytes: (take, offset, size, signal) => readTake(id, take, offset, size, signal),
  }
  const state: ReplayState = shallowReactive(freshState())
  state.statuses = shallowReactive<Record<string, ViewStatus>>({})
  const replay = new Replay(id, archive, localStorage, () => performance.now() / 1000, state)

  async function open(): Promise<void> {
    failure.value = null
    try {
      await replay.open()
    } catch (error) {
      failure.value = error
      return
    }
    timers.push(setInterval(() => replay.tick(), TICK_MS))
    timers.push(setInterval(() => replay.keep(), KEEP_MS))
    timers.push(setInterval(() => void replay.refresh(), REFRESH_MS))
  }

  onBeforeUnmount(() => {
    timers.forEach(clearInterval)
    replay.close()
  })
  return { replay, recording, failure, open }
}
