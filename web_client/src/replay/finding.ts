/** Looks for words in what a lesson can be read by, and says where they stand. */

/** A text and the moment it belongs to, in lesson seconds. */
export interface Findable {
  at: number
  kind: string
  text: string
}

export interface Hit extends Findable {
  /** Where the words stand in the text, `[from, to)` in Unicode code points. */
  marks: [from: number, to: number][]
}

/** More are no help to anybody. */
const MOST_HITS = 200

/** Whatever holds all words of the query, in the order of the lesson. Upper and lower case are the same. */
export function find(all: readonly Findable[], query: string): Hit[] {
  const words = [...new Set(query.toLowerCase().split(/\s+/).filter(Boolean))]
  if (words.length === 0) return []
  const hits = all.flatMap((entry) => {
    const letters = [...entry.text.toLowerCase()]
    const marks = words.map((word) => placesOf(letters, [...word]))
    return marks.some((places) => places.length === 0) ? [] : [{ ...entry, marks: joined(marks.flat()) }]
  })
  return hits.sort((a, b) => a.at - b.at).slice(0, MOST_HITS)
}

function placesOf(letters: readonly string[], word: readonly string[]): [number, number][] {
  const places: [number, number][] = []
  for (let at = 0; at + word.length <= letters.length; at += 1) {
    if (word.every((letter, index) => letters[at + index] === letter)) places.push([at, at + word.length])
  }
  return places
}

function joined(marks: [number, number][]): [number, number][] {
  const whole: [number, number][] = []
  for (const [from, to] of marks.sort((a, b) => a[0] - b[0])) {
    const last = whole.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else whole.push([from, to])
  }
  return whole
}

/** Two that are closer in time, and of one kind, are the same. */
const SAME_S = 1

/** The hits of two who looked, without those of the second that the first has found, too; in the order of the lesson. */
export function together(first: readonly Hit[], second: readonly Hit[]): Hit[] {
  const isNew = (hit: Hit) => !first.some(({ kind, at }) => kind === hit.kind && Math.abs(at - hit.at) < SAME_S)
  return [...first, ...second.filter(isNew)].sort((a, b) => a.at - b.at).slice(0, MOST_HITS)
}
