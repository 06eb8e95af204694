/** The order in which a teacher wants to see the day: what runs now, what comes next, what is over. */
import type { Lesson } from '@/api/types'

export type Standing = 'live' | 'due' | 'next' | 'later' | 'missed' | 'ended'

export interface Entry {
  lesson: Lesson
  standing: Standing
}

const ORDER: Standing[] = ['live', 'due', 'next', 'later', 'missed', 'ended']

/** A lesson may be prepared this long before the bell. */
const SOON_MS = 30 * 60_000

function standingOf(lesson: Lesson, now: number): Standing {
  if (lesson.phase === 'live') return 'live'
  if (lesson.phase === 'ended') return 'ended'
  if (lesson.ends_at !== null && lesson.ends_at < now) return 'missed'
  if (lesson.starts_at !== null && lesson.starts_at <= now) return 'due'
  return lesson.starts_at === null || lesson.starts_at - now < SOON_MS ? 'next' : 'later'
}

/** The day's lessons with their standing at `now` (Unix milliseconds), most urgent first. */
export function agenda(lessons: readonly Lesson[], now: number): Entry[] {
  return lessons
    .map((lesson) => ({ lesson, standing: standingOf(lesson, now) }))
    .sort((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) || (a.lesson.starts_at ?? 0) - (b.lesson.starts_at ?? 0))
}
