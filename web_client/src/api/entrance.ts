/** Asking into a lesson by its short code. */
import { request } from './request'
import type { IceServer } from './types'

/** How others may ask to be let in: by `code`; without an account only with `guests`. */
export interface Entrance {
  code: string
  guests: boolean
}

/** What whoever has the code learns of the lesson. */
export interface LobbyLesson {
  id: string
  title: string
  teacher: string
  form: string
  starts_at: number
  ends_at: number
  guests: boolean
}

export interface Knocking {
  code: string
  name: string
  role: 'rural' | 'observer' | 'master'
}

export interface LobbyTicket {
  lesson: LobbyLesson
  ticket: string
  ice_servers: IceServer[]
}

/** The code of a lesson, for whoever teaches it. */
export function getEntrance(lesson: string): Promise<Entrance> {
  return request(`/api/lessons/${lesson}/entrance`)
}

export function setEntrance(lesson: string, guests: boolean): Promise<Entrance> {
  return request(`/api/lessons/${lesson}/entrance`, { method: 'POST', body: { guests } })
}

/** The lesson of today with this code. */
export function findByCode(code: string): Promise<LobbyLesson> {
  return request(`/api/enter?code=${encodeURIComponent(code)}`)
}

/** A ticket that leads to the lesson's lobby. */
export function knock(knocking: Knocking): Promise<LobbyTicket> {
  return request('/api/enter', { method: 'POST', body: knocking })
}
