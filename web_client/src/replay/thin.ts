/** Chooses what is heard on a thin line: of all open microphones as many as it carries, those that matter most first. */
import { lastStartingBefore, type Fragment } from './takes'

/** The sources that matter most, up to `end` in lesson seconds. */
export interface Scene {
  end: number
  first: readonly string[]
}

/** By source, in the order of the lesson. */
export type Sounds = ReadonlyMap<string, readonly Fragment[]>

/** What sounds may take of a line, in kbit/s. Two voices that never pause take nearly as much. */
const MOST_KBITS = 100

/**
 * The pieces of every sound that are worth fetching; a scene's first sources always are.
 *
 * It is decided for a scene as a whole: whoever is heard in it is heard to its end.
 */
export function thinned(sounds: Sounds, scenes: readonly Scene[]): Sounds {
  const kept = new Map([...sounds.keys()].map((source): [string, Fragment[]] => [source, []]))
  let start = -Infinity
  for (const { end, first } of scenes) {
    for (const [source, pieces] of carried(within(sounds, start, end), first)) kept.get(source)?.push(...pieces)
    start = end
  }
  return kept
}

function within(sounds: Sounds, start: number, end: number): Sounds {
  const index = (fragments: readonly Fragment[], at: number): number => lastStartingBefore(fragments, at) + 1
  return new Map([...sounds].map(([source, all]) => [source, all.slice(index(all, start), index(all, end))]))
}

function carried(sounds: Sounds, first: readonly string[]): Sounds {
  const seconds = lengthOf(sounds)
  const others = [...sounds.keys()].filter((source) => !first.includes(source))
  const kept = new Map<string, readonly Fragment[]>()
  let used = 0
  for (const source of [...first, ...others]) {
    const pieces = sounds.get(source) ?? []
    const kbits = pieces.reduce((sum, { size }) => sum + size, 0) / 125 / seconds
    if (!first.includes(source) && used + kbits > MOST_KBITS) continue
    used += kbits
    kept.set(source, pieces)
  }
  return kept
}

/** From the first piece to the end of the last one, in seconds. */
function lengthOf(sounds: Sounds): number {
  const ends = [...sounds.values()].flatMap((pieces) => [pieces[0]?.start, pieces.at(-1)?.end].filter((end) => end !== undefined))
  return Math.max(Math.max(...ends) - Math.min(...ends), 1)
}
