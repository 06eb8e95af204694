/** How a race stands for one classroom. */
import type { Asked } from '@/protocol/messages'

export type RaceState = 'soon' | 'go' | 'pressed' | 'first' | 'tie' | 'late' | 'chosen' | 'over'

/** At `now` of the server's clock, for `place`; `hasPressed` is what the classroom knows itself. */
export function raceState(asked: Asked, place: string, hasPressed: boolean, now: number): RaceState {
  if (asked.racers === null) {
    if (asked.closed_at !== null) return hasPressed ? 'pressed' : 'over'
    if (now < asked.question.opens_at) return 'soon'
    return hasPressed ? 'pressed' : 'go'
  }
  const own = asked.racers.findIndex((racer) => racer.place === place)
  if (own < 0) return hasPressed ? 'late' : 'over'
  if (asked.chosen !== null) return asked.racers[asked.chosen]?.place === place ? 'chosen' : 'late'
  if (!asked.racers[own]?.first) return 'late'
  return asked.racers.filter((racer) => racer.first).length > 1 ? 'tie' : 'first'
}
