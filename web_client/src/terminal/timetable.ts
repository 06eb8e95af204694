/** What the day's timetable says of each lesson, and which one comes next. */
import type { Lesson, TerminalEntry } from '@/api/types'

export type Standing = 'over' | 'live' | 'due' | 'next' | 'later'

export interface Row {
  lesson: Lesson
  standing: Standing
}

/** The day's lessons in their order; `next` is the one that the terminal waits for, `due` when its time has come. */
export function timetable(entry: TerminalEntry, now: number): Row[] {
  const next = entry.lesson?.id ?? null
  return entry.lessons.map((lesson) => ({ lesson, standing: standingOf(lesson, next, now) }))
}

/** A lesson that was not held is over too. */
function standingOf(lesson: Lesson, next: string | null, now: number): Standing {
  if (lesson.phase === 'live') return 'live'
  if (lesson.id === next) return (lesson.starts_at ?? 0) <= now ? 'due' : 'next'
  const over = lesson.phase === 'ended' || (lesson.ends_at ?? 0) <= now || (next !== null && (lesson.starts_at ?? 0) <= now)
  return over ? 'over' : 'later'
}

/** At most `most` rows, those around the next lesson: a long day must not push the clock off the screen. */
export function around(rows: readonly Row[], most: number): readonly Row[] {
  const current = rows.findIndex(({ standing }) => standing !== 'over')
  const middle = current < 0 ? rows.length : current
  const first = Math.max(0, Math.min(middle - 1, rows.length - most))
  return rows.slice(first, first + most)
}
