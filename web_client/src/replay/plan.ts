/**
 * Decides what a SourceBuffer needs next, so that it holds a bounded stretch around the play head.
 *
 * Pure: the feeder (`feeder.ts`) carries the steps out and reports back by
 * changing what is `held`.
 */
import { lastStartingBefore, type Fragment } from './takes'

/** How much is held around the play head, in seconds; evicting is not free and waits for `slack` more than that. */
export interface Limits {
  ahead: number
  behind: number
  slack: number
}

export const ROOMY: Limits = { ahead: 30, behind: 30, slack: 10 }
/** When the browser's memory for media is full. */
export const TIGHT: Limits = { ahead: 8, behind: 4, slack: 0 }

/** The first bytes after a seek come in a small request, for a quick picture; then fewer, larger ones. */
const FIRST_BATCH_S = 2
const BATCH_S = 8
const BATCH_BYTES = 4_000_000

export type Step =
  | { do: 'append'; batch: Fragment[] }
  | { do: 'evict'; start: number; end: number }

/** What the buffer holds: the keys of its fragments, and which one was appended last. */
export interface Held {
  keys: ReadonlySet<string>
  last: string | null
}

/** The next step for the play head at `position` (lesson seconds), or null when all is well. */
export function nextStep(fragments: readonly Fragment[], held: Held, position: number, limits = ROOMY): Step | null {
  return eviction(fragments, held, position, limits) ?? addition(fragments, held, position, limits)
}

/** The fragment with which a decoder may begin in order to show `fragments[at]`. */
function keyframeBefore(fragments: readonly Fragment[], at: number): number {
  const take = fragments[at]?.take.take
  for (let index = at; index >= 0; index -= 1) {
    const fragment = fragments[index]
    if (!fragment || fragment.take.take !== take) return index + 1
    if (fragment.keyframe) return index
  }
  return 0
}

function eviction(fragments: readonly Fragment[], held: Held, position: number, limits: Limits): Step | null {
  // Whatever is removed takes the pictures that depend on it along, up to the next keyframe.
  const at = lastStartingBefore(fragments, position - limits.behind)
  const oldest = fragments.find((fragment) => held.keys.has(fragment.key))
  const keepFrom = at < 0 ? 0 : (fragments[keyframeBefore(fragments, at)]?.start ?? 0)
  if (oldest && oldest.start < keepFrom - limits.slack) return { do: 'evict', start: 0, end: keepFrom }
  const keepTo = position + limits.ahead + limits.behind
  const far = fragments.find((fragment) => fragment.start > keepTo && held.keys.has(fragment.key))
  return far ? { do: 'evict', start: far.start, end: Infinity } : null
}

function addition(fragments: readonly Fragment[], held: Held, position: number, limits: Limits): Step | null {
  const first = firstMissing(fragments, held, position, position + limits.ahead)
  const wanted = fragments[first]
  if (!wanted) return null
  const follows = held.last !== null && held.last === `${wanted.take.take}#${wanted.number - 1}`
  const from = follows ? first : keyframeBefore(fragments, first)
  const seconds = wanted.start <= position + 1 ? FIRST_BATCH_S : BATCH_S
  return { do: 'append', batch: batchFrom(fragments, held, from, Math.max(first, from), seconds) }
}

function firstMissing(fragments: readonly Fragment[], held: Held, position: number, until: number): number {
  const start = Math.max(lastStartingBefore(fragments, position), 0)
  for (let index = start; index < fragments.length; index += 1) {
    const fragment = fragments[index]
    if (!fragment || fragment.start > until) return -1
    if (fragment.end > position && !held.keys.has(fragment.key)) return index
  }
  return -1
}

/** Consecutive fragments of one take, that lie one after the other in the file: one request, one append. */
function batchFrom(fragments: readonly Fragment[], held: Held, from: number, needed: number, seconds: number): Fragment[] {
  const first = fragments[from]
  if (!first) return []
  const batch = [first]
  let bytes = first.size
  for (let index = from + 1; index < fragments.length; index += 1) {
    const [before, fragment] = [fragments[index - 1], fragments[index]]
    if (!before || !fragment || fragment.take !== first.take || fragment.offset !== before.offset + before.size) break
    bytes += fragment.size
    if (bytes > BATCH_BYTES) break
    if (index > needed && (fragment.end > (fragments[needed]?.start ?? 0) + seconds || held.keys.has(fragment.key))) break
    batch.push(fragment)
  }
  return batch
}
