/** Reads the lesson's timer: how much is left, and how it is written. */
import type { TimerState } from '@/protocol/messages'
import { duration } from '@/ui/time'

/** Milliseconds left at `now` (the server's time), negative when it is over; null without a timer. */
export function leftMs(timer: TimerState, now: number): number | null {
  if (timer.kind === null) return null
  return timer.ends_at === null ? timer.paused_ms_left : timer.ends_at - now
}

/** `4:05`, `1:02:05`; a second that has begun counts whole, so that the last one shown is 0:01. */
export function leftText(ms: number): string {
  return duration(Math.ceil(ms / 1000) * 1000)
}
