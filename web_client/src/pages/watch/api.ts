/** Watching together over REST. */
import { request } from '@/api/request'
import type { Classroom, Lesson } from '@/api/types'

export interface NewWatch {
  title?: string
  starts_at?: number
  /** Ids of classrooms whose terminals shall come, and of people with an account. */
  classrooms: readonly string[]
  people: readonly string[]
  record: boolean
  guests: boolean
}

/** The lesson in which it is watched, and the code by which others ask to be let in. */
export interface Watch {
  lesson: Lesson
  code: string
}

export function beginWatch(recording: string, wanted: NewWatch): Promise<Watch> {
  return request(`/api/resources/${recording}/watch`, { method: 'POST', body: wanted })
}

/** Classrooms that this person may ask to come, by a part of a name. */
export async function findClassrooms(q: string): Promise<readonly Classroom[]> {
  return (await request<{ classrooms: Classroom[] }>(`/api/watch/classrooms?q=${encodeURIComponent(q)}`)).classrooms
}
