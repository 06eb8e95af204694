/** Lessons over REST. */
import { request } from './request'
import type { Lesson, Ticket } from './types'

/** The lessons of a day (`YYYY-MM-DD`, `all`; today without) that the signed-in person may see. */
export async function listLessons(day?: string): Promise<Lesson[]> {
  const query = day ? `?day=${encodeURIComponent(day)}` : ''
  return (await request<{ lessons: Lesson[] }>(`/api/lessons${query}`)).lessons
}

export function getLesson(lesson: string): Promise<Lesson> {
  return request(`/api/lessons/${lesson}`)
}

/** A ticket for the lesson's websocket, in the best role the person has a right to. */
export function takeTicket(lesson: string, role?: Ticket['role']): Promise<Ticket> {
  return request(`/api/lessons/${lesson}/ticket`, { method: 'POST', body: role ? { role } : {} })
}
