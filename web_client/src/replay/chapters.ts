/** The chapters of a recording: where each begins, which one a moment lies in, and which comes next. */

/** As the server tells it: its name in words is made of `kind`, `n` and `title`; `hand` was named by somebody. */
export interface ChapterAnswer {
  at_ms: number
  kind: string
  n: number
  title: string
}

/** On the lesson clock, in seconds. */
export interface Chapter {
  start: number
  kind: string
  /** The page, or the number of the question; 0 where there is none. */
  n: number
  title: string
}

export const chapterFrom = ({ at_ms, kind, n, title }: ChapterAnswer): Chapter => ({ start: at_ms / 1000, kind, n, title })
export const answerOf = ({ start, kind, n, title }: Chapter): ChapterAnswer => ({ at_ms: Math.round(start * 1000), kind, n, title })

/** With a chapter named by hand at a moment; one that begins there already gets the name instead. */
export function named(chapters: readonly Chapter[], start: number, title: string): Chapter[] {
  const others = chapters.filter((chapter) => Math.abs(chapter.start - start) >= SAME_S)
  return [...others, { start, kind: 'hand', n: 0, title }].sort((a, b) => a.start - b.start)
}

/** Two chapters that begin closer together are one. */
const SAME_S = 1
/** Whoever goes back within the first seconds of a chapter wants the one before. */
const BACK_S = 3

/** The chapter that a moment lies in; null before the first. Chapters are in order. */
export function chapterAt(chapters: readonly Chapter[], position: number): Chapter | null {
  return chapters.filter(({ start }) => start <= position).at(-1) ?? null
}

/** Where the next or the previous chapter begins; null where there is none. */
export function chapterBeside(chapters: readonly Chapter[], position: number, by: 1 | -1): number | null {
  if (by > 0) return chapters.find(({ start }) => start > position)?.start ?? null
  const before = chapters.filter(({ start }) => start < position - BACK_S).at(-1)
  return before?.start ?? (position > 0 ? 0 : null)
}

/** Where the chapters cut the time line, as shares of the whole. */
export function cutsIn(chapters: readonly Chapter[], end: number): number[] {
  return chapters.filter(({ start }) => start > 0 && start < end).map(({ start }) => start / end)
}
