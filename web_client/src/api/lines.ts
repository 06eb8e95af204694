/** The lines of rooms over REST, for technicians. Times are Unix milliseconds. */
import type { Line, LinkReport } from '@/protocol/messages'

import { request } from './request'

export interface LiveLine {
  member: string
  name: string
  place: string
  role: 'master' | 'rural' | 'observer'
  present: boolean
  /** When the last report came; `null` before the first. */
  at: number | null
  line: Line | null
  up: LinkReport | null
  down: LinkReport | null
}

export interface LiveRoom {
  lesson: string
  title: string
  teacher: string
  phase: 'waiting' | 'live' | 'ended'
  started_at: number | null
  members: LiveLine[]
}

/** `curves[name][n]` is the figure at `at[n]`, `null` where it was not known. */
export interface Curves {
  at: number[]
  quality: string[]
  curves: Record<string, (number | null)[]>
}

export interface PassportPage {
  lesson: string
  title: string
  began_at: number
  ended_at: number
  quality: 'good' | 'fair' | 'poor'
  qualities: Record<string, number>
  paths: Record<string, number>
  figures: Record<string, { median: number; worst: number }>
}

/** One room's lessons, newest first. */
export interface Passport {
  member: string
  name: string
  place: string
  role: LiveLine['role']
  pages: PassportPage[]
}

/** The open rooms, with the members whose lines the signed-in person may see. */
export async function listLines(): Promise<LiveRoom[]> {
  return (await request<{ rooms: LiveRoom[] }>('/api/lines')).rooms
}

export function getCurves(lesson: string, member: string): Promise<Curves> {
  return request(`/api/lines/${lesson}/${encodeURIComponent(member)}`)
}

export async function listPassports(): Promise<Passport[]> {
  return (await request<{ passports: Passport[] }>('/api/passports')).passports
}
