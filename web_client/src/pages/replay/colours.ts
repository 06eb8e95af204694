/** The colours of the people on the time line: whoever was called on keeps one in all of its rows. */
import type { Span } from '@/replay/spans'

const COLOURS = ['#f2b84b', '#6fc7ea', '#9ad27a', '#f39a86', '#c6a6ee', '#6fd6c3'] as const
/** Whoever speaks without being called on: the teacher. */
const OTHERS = '#5cc4c9'

/** The colour of each member who had the floor, in the order in which they had it first. */
export function coloursIn(spans: readonly Span[]): ReadonlyMap<string, string> {
  const called = [...new Set(spans.filter(({ kind }) => kind === 'floor').map(({ member }) => member))]
  return new Map(called.map((member, index) => [member, COLOURS[index % COLOURS.length] ?? OTHERS]))
}

/** A source's colour is its member's. */
export function colourOf(colours: ReadonlyMap<string, string>, source: string): string {
  return colours.get(source.split('/')[0] ?? '') ?? OTHERS
}
