/** Checks of rooms over REST. Times are Unix milliseconds. */
import { request } from './request'
import type { IceServer } from './types'

export type Verdict = 'good' | 'usable' | 'bad'
/** What a line is good for: everything, sound and a small picture, sound alone, or nothing. */
export type LineVerdict = 'good' | 'small' | 'sound' | 'nothing'
export type CameraKind = 'camera' | 'board' | 'pupils'

export const PROBLEMS = [
  'no_camera',
  'small_camera',
  'slow_camera',
  'no_microphone',
  'silent_microphone',
  'quiet_microphone',
  'noisy_room',
  'echo',
  'no_loudspeaker',
  'line_small',
  'line_sound',
  'line_nothing',
  'line_loss',
  'line_slow',
  'line_tcp',
  'weak_machine',
] as const
export type ProblemCode = (typeof PROBLEMS)[number]

export interface CheckedCamera {
  kind: CameraKind
  label: string
  state: string
  width: number
  height: number
  frames_per_second: number
}

/** Levels in dB of full scale. */
export interface CheckedMicrophone {
  label: string
  state: string
  noise_db: number | null
  loudest_db: number | null
}

/** `strength_db` is how far the echo lies below what was played. */
export interface Echo {
  heard: boolean
  delay_ms: number | null
  strength_db: number | null
}

export interface CheckedLoudspeaker {
  heard_by_person: boolean | null
  plain: Echo | null
  cancelled: Echo | null
}

export interface LineFigures {
  kbps: number
  loss: number
  rtt_ms: number | null
  jitter_ms: number | null
}

export interface CheckedLine {
  verdict: LineVerdict
  up: LineFigures
  down: LineFigures
  path: string
  family: string
  limited: string
  seconds: number
}

export interface CheckResult {
  verdict: Verdict
  problems: ProblemCode[]
  cameras: CheckedCamera[]
  microphone: CheckedMicrophone | null
  loudspeaker: CheckedLoudspeaker | null
  line: CheckedLine | null
  browser: string
}

export interface BegunCheck {
  check: string
  ticket: string
  ice_servers: IceServer[]
  name: string
  place: string
  until: number
  last: number | null
}

export interface KeptCheck {
  id: string
  at: number
  result: CheckResult
}

/** A room with its checks, newest first. */
export interface CheckedRoom {
  room: string
  name: string
  place: string
  checks: KeptCheck[]
}

/** Open a room on a media worker for this room alone; a terminal says its key. */
export function beginCheck(key: string | null): Promise<BegunCheck> {
  return request('/api/checks', { method: 'POST', body: key ? { key } : {} })
}

/** Keep what was found in the room's passport. */
export function finishCheck(begun: BegunCheck, result: CheckResult): Promise<KeptCheck> {
  return request(`/api/checks/${begun.check}/result`, { method: 'POST', body: { ticket: begun.ticket, result } })
}

export async function listChecks(): Promise<CheckedRoom[]> {
  return (await request<{ rooms: CheckedRoom[] }>('/api/checks')).rooms
}
