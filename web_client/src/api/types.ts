/** The REST objects of docs/PROTOCOL.md, section 1. Times are Unix milliseconds. */
import type { Manifest } from '@/replay/manifest'

export interface RoleGrant {
  role: string
  scope: string
  scope_name: string
}

export interface User {
  id: string
  login: string
  name: string
  roles: RoleGrant[]
}

export interface Me {
  user: User
  csrf: string
}

export interface Classroom {
  id: string
  name: string
  school: string
}

export interface Lesson {
  id: string
  title: string
  subject: string
  form: string
  phase: 'waiting' | 'live' | 'ended'
  starts_at: number | null
  ends_at: number | null
  started_at: number | null
  ended_at: number | null
  record: boolean
  teacher: { id: string; name: string } | null
  master: Classroom | null
  classrooms: Classroom[]
  recording: string | null
  /** In which role one may join it; told in the timetable alone. */
  role?: 'master' | 'rural' | 'observer' | null
}

export interface IceServer {
  urls: string[]
  username: string
  credential: string
}

export interface Ticket {
  ticket: string
  expires_at: number
  role: 'master' | 'rural' | 'observer'
  member: string
  ice_servers: IceServer[]
}

export interface TerminalEntry {
  terminal: { id: string; name: string }
  classroom: Classroom
  /** The one that runs or comes next. */
  lesson: Lesson | null
  /** All of the day, which ends at `day_ends_at`. */
  lessons: Lesson[]
  day_ends_at: number
  ticket: string | null
  expires_at: number | null
  ice_servers: IceServer[]
  site: string
  timezone: string
  /** The newest build of this page; empty when the server has none. */
  build: string
  server_time: number
}

export interface Recording {
  id: string
  lesson: Lesson
  state: 'recording' | 'ready' | 'recovered' | 'empty' | 'failed'
  started_at: number
  duration_ms: number
  bytes: number
  manifest?: Manifest
}
