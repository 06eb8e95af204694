/** Watching together over REST. */
import { request } from '@/api/request'
import type { Lesson } from '@/api/types'

export interface NewWatch {
  title?: string
  starts_at?: number
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
