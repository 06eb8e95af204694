/** Puts the entries of a list into another order, by dragging or by keys. */

/** The list with the entry `from` put to the place `to`; unchanged where there is no such entry or place. */
export function placed<T>(list: readonly T[], from: number, to: number): T[] {
  const moved = list[from]
  if (moved === undefined || to < 0 || to >= list.length) return [...list]
  const rest = list.filter((_, index) => index !== from)
  return [...rest.slice(0, to), moved, ...rest.slice(to)]
}

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
}

/** Where a key puts the entry at `at` of `count`; null when it is no key of ours or leads nowhere. */
export function placeByKey(key: string, at: number, count: number): number | null {
  const to = STEPS[key]?.(at, count - 1)
  return to === undefined || to === at || to < 0 || to >= count ? null : to
}
