/** Makes a page ring: the bell of its lesson, and the end of the time that was given. */
import { watch } from 'vue'

import type { RoomState } from '@/protocol/messages'
import { leftMs } from '@/tools/timer/clock'

import { BellEar, soundBell } from './bell'

/** A page that was asleep when the time ran out does not ring long after. */
const JUST_OVER_MS = 3_000

/** In a component: sound what `room` rings; `now` is the server's time, followed every second or so. */
export function useBell(room: () => RoomState | null, now: () => number, speaker: () => string | null = () => null): void {
  const ear = new BellEar()
  watch(
    () => room()?.bell,
    (bell) => {
      const ring = bell && ear.notice(bell, now())
      if (ring) void soundBell(ring, speaker())
    },
    { immediate: true },
  )
  watch(
    () => {
      const timer = room()?.timer
      const left = timer ? leftMs(timer, now()) : null
      return left !== null && left <= 0 && left > -JUST_OVER_MS
    },
    (over) => {
      if (over) void soundBell('attention', speaker())
    },
  )
}
