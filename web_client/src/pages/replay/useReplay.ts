/** Ties a replay to a page: the real server, the real clock, and timers that stop with the page. */
import { onBeforeUnmount, ref, shallowReactive, shallowRef, type Ref } from 'vue'

import { getCues, getRecording, getTakeIndex, readTake } from '@/api/recordings'
import { sayWatching } from '@/api/replay'
import { useSignIn } from '@/api/signin'
import type { Recording } from '@/api/types'
import { Memory } from '@/replay/memory'
import { momentIn } from '@/replay/moment'
import type { ViewStatus } from '@/replay/player'
import { Replay, type Archives } from '@/replay/replay'
import { freshState, type ReplayState } from '@/replay/state'
import { Watching } from '@/replay/watching'

const TICK_MS = 50
const REFRESH_MS = 2000
const KEEP_MS = 1000
const BEAT_MS = 10_000

export interface OpenReplay {
  replay: Replay
  recording: Ref<Recording | null>
  failure: Ref<unknown>
  /** What this person likes; ready once `open` is done. */
  memory: Ref<Memory | null>
  open(): Promise<void>
}

type Read = Awaited<ReturnType<typeof getRecording>>

function archiveOf(id: string, onRead: (read: Read) => void): Archives {
  return {
    manifest: async () => {
      const read = await getRecording(id)
      onRead(read)
      return read.manifest
    },
    index: (take) => getTakeIndex(id, take),
    cues: () => getCues(id),
    bytes: (take, offset, size, signal) => readTake(id, take, offset, size, signal),
  }
}

/** In a component: a page that is closed says no more than that it is hidden. */
function whenHidden(call: () => void): void {
  const look = (): void => void (document.visibilityState === 'hidden' && call())
  document.addEventListener('visibilitychange', look)
  onBeforeUnmount(() => document.removeEventListener('visibilitychange', look))
}

/** Make the replay of one recording; call `open` once, and again after a failure. */
export function useReplay(id: string): OpenReplay {
  const recording = ref<Recording | null>(null)
  const failure = ref<unknown>(null)
  const memory = shallowRef<Memory | null>(null)
  const timers: ReturnType<typeof setInterval>[] = []
  let gone = false
  const signIn = useSignIn()
  const archive = archiveOf(id, ({ left, ...read }) => {
    if (memory.value && !recording.value) memory.value.elsewhere = left ? left.position_ms / 1000 : null
    recording.value = read
  })
  const now = (): number => performance.now() / 1000
  const state: ReplayState = shallowReactive(freshState())
  state.statuses = shallowReactive<Record<string, ViewStatus>>({})
  const replay = new Replay(id, archive, now, state)
  const watching = new Watching(replay, (position) => sayWatching(id, position))

  async function open(): Promise<void> {
    failure.value = null
    try {
      // What is public needs no account, but whoever has one is remembered.
      await signIn.check()
      memory.value = new Memory(localStorage, signIn.user?.id ?? '')
      await replay.open(memory.value, momentIn(new URL(location.href)))
    } catch (error) {
      failure.value = error
      return
    }
    // Whoever has left the page while it was read watches nothing.
    if (gone) return replay.close()
    every(TICK_MS, () => replay.tick())
    every(KEEP_MS, () => replay.keep())
    every(KEEP_MS, () => void watching.look(now()))
    every(REFRESH_MS, () => void replay.refresh())
    every(BEAT_MS, () => void watching.beat())
    void watching.beat()
  }

  const every = (ms: number, call: () => void): void => void timers.push(setInterval(call, ms))

  /** Whoever goes on elsewhere goes on from here. */
  const sayWhere = (): void => void (timers.length > 0 && watching.beat())

  whenHidden(sayWhere)
  onBeforeUnmount(() => {
    gone = true
    sayWhere()
    timers.forEach(clearInterval)
    replay.close()
  })
  return { replay, recording, failure, memory, open }
}
