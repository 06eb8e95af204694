/** The order of documents, as a teacher changes it. */

/** The list with one entry moved `by` places; the same list when there is no such place. */
export function moved(order: readonly string[], entry: string, by: number): string[] {
  const from = order.indexOf(entry)
  const to = from + by
  if (from < 0 || to < 0 || to >= order.length) return [...order]
  const others = order.filter((other) => other !== entry)
  return [...others.slice(0, to), entry, ...others.slice(to)]
}
