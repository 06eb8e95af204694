/** Gets an element on that stands in a hole of its data: clocks of busy publishers jump, and their fragments then do not meet. */

/** What an element holds: ordered `[start, end)` in seconds. */
export type Held = readonly (readonly [start: number, end: number])[]

/** A longer hole is waited for: what belongs there may be on its way. */
const LONGEST_S = 1
/** A moment this close to the end of what is held is as good as not held. */
const LEAST_S = 0.1

/** Where an element that waits at `at` is better off when the lesson is at `wanted`: there, or behind the hole; null where it is. */
export function wayOut(held: Held, at: number, wanted: number): number | null {
  if (within(held, at)) return null
  if (within(held, wanted)) return wanted
  const next = held.find(([start]) => start > wanted)
  if (next && next[0] - wanted < LONGEST_S) return next[0]
  // The others did not wait any longer, and nothing more is fetched of what they have passed.
  return Math.abs(wanted - at) > LONGEST_S ? wanted : null
}

function within(held: Held, at: number): boolean {
  return held.some(([start, end]) => start <= at && at + LEAST_S < end)
}

export function heldBy({ buffered }: Pick<HTMLMediaElement, 'buffered'>): Held {
  return Array.from({ length: buffered.length }, (_, index) => [buffered.start(index), buffered.end(index)] as const)
}
