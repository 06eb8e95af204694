/** Finds recordings by what a person remembers of a lesson. */
import type { Recording } from '@/api/types'

function wordsOf({ lesson }: Recording): string {
  const places = [lesson.master, ...lesson.classrooms].flatMap((room) => (room ? [room.name, room.school] : []))
  return [lesson.title, lesson.subject, lesson.teacher?.name ?? '', ...places].join(' ').toLowerCase()
}

/** The recordings in which every typed word occurs: in title, subject, teacher, school or classroom. */
export function search(recordings: readonly Recording[], typed: string): Recording[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return recordings.filter((recording) => {
    const text = wordsOf(recording)
    return words.every((word) => text.includes(word))
  })
}
