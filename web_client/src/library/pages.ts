/** Which pages of a long list are named at its foot. */

/** Page numbers in order, with `null` for a gap: the first, the last, and those around the one that is open. */
export function pagesNamed(page: number, pages: number): (number | null)[] {
  const around = [1, pages, page - 1, page, page + 1].filter((n) => n >= 1 && n <= pages)
  const named = [...new Set(around)].sort((one, other) => one - other)
  return named.flatMap((n, index) => {
    const before = named[index - 1] ?? n - 1
    if (n - before === 2) return [n - 1, n]
    return n - before > 2 ? [null, n] : [n]
  })
}
