/** The files of each lesson that this page deals with: one object a lesson, whoever asks for it. */
import { listCourseware, readCourseware } from '@/api/courseware'

import { LessonFiles } from './files'
import { storeFor } from './store'

/** More lessons than a day has; a terminal's page stays open for weeks. */
const MOST = 24
const known = new Map<string, LessonFiles>()

/** The lesson's files on this device; nothing is read before they are opened. */
export function filesOf(lesson: string): LessonFiles {
  const files = known.get(lesson) ?? make(lesson)
  // What was asked for last is forgotten last.
  known.delete(lesson)
  known.set(lesson, files)
  for (const old of [...known.keys()].slice(0, -MOST)) known.delete(old)
  return files
}

function make(lesson: string): LessonFiles {
  const shelf = {
    lesson,
    list: () => listCourseware(lesson),
    read: (document: string, name: string, signal?: AbortSignal, range?: readonly [number, number]) =>
      readCourseware(lesson, document, name, signal, range),
  }
  // Hashing is not needed before the first file has come.
  return new LessonFiles(shelf, storeFor(lesson), async (pieces) => (await import('./digest')).digestOf(pieces))
}
