/** Where playing goes by itself: over silences, and round in a loop. Times are lesson seconds. */

export interface Stretch {
  start: number
  end: number
}

/** So much of a silence is left before and after: a cut in mid breath is felt. */
const KEPT_S = 0.3
/** A leap over less is more noticed than the silence. */
const LEAST_LEAP_S = 0.5
/** A shorter loop would be all waiting. */
const SHORTEST_LOOP_S = 0.5

/** What playing is to leave out or repeat; null for nothing of the kind. */
export interface Passage {
  /** In order, not overlapping. */
  silences: readonly Stretch[] | null
  loop: Stretch | null
}

/** Where playing has to go from `position` at once, or null to play on. */
export function leap(position: number, { silences, loop }: Passage): number | null {
  if (loop && position >= loop.end) return loop.start
  const silence = silences ? stretchAt(silences, position) : null
  if (!silence || position < silence.start + KEPT_S) return null
  const to = Math.min(silence.end - KEPT_S, loop?.end ?? Infinity)
  return to - position > LEAST_LEAP_S ? to : null
}

/** The one of ordered stretches that holds the position. */
export function stretchAt<S extends Stretch>(stretches: readonly S[], position: number): S | null {
  let [low, high] = [0, stretches.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle]?.start ?? Infinity) <= position) low = middle + 1
    else high = middle
  }
  const found = stretches[low - 1]
  return found && position < found.end ? found : null
}

/** The loop when somebody goes to `position`: one that ends before it is let go. */
export function loopAt(loop: Stretch | null, position: number): Stretch | null {
  return loop && position > loop.end ? null : loop
}

/** A loop after one more press: the first sets its start, the second its end, the third ends it. */
export function nextLoop(loop: Stretch | null, position: number): Stretch | null {
  if (!loop) return { start: position, end: Infinity }
  if (loop.end !== Infinity) return null
  const [start, end] = [Math.min(loop.start, position), Math.max(loop.start, position)]
  return { start, end: Math.max(end, start + SHORTEST_LOOP_S) }
}
