/** What an owner decides when a recording is published, and what follows from it. */
import type { ResourceCard, Scope } from '@/api/library'

/** Whether a recording has come to its end with something in it. */
export function isFinished(state: ResourceCard['state'] | undefined): boolean {
  return state === 'ready' || state === 'recovered'
}

/** How a recording stands to the world: its scope, or that it has none (yet, or no longer). */
export type Standing = Scope | 'private' | 'withdrawn'

/** How long a publication is kept. */
export const TERMS = ['always', 'year', 'three_years', 'until'] as const
export type Term = (typeof TERMS)[number]

export interface Draft {
  scope: Scope
  pupilsPicture: boolean
  classroomSound: boolean
  term: Term
  /** A day as `2027-07-01`, for the term `until`. */
  until: string
}

export interface PublicationWish {
  scope: Scope
  pupils_picture: boolean
  classroom_sound: boolean
  keep_until: number | null
  /** Published although its self-audit says that it is unfit. */
  despite?: boolean
}

/** What is known of a recording's publication. */
export interface Published {
  scope: Scope | null
  /** It was published before; with no scope now it was withdrawn. */
  published_at: number | null
  pupils_picture: boolean
  classroom_sound: boolean
  keep_until: number | null
}

export function standingOf(published: Pick<Published, 'scope' | 'published_at'>): Standing {
  return published.scope ?? (published.published_at === null ? 'private' : 'withdrawn')
}

const two = (value: number): string => String(value).padStart(2, '0')

/** The day of Unix milliseconds on this device's calendar, as `2027-07-01`. */
export function dayOf(ms: number): string {
  const date = new Date(ms)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The last moment of a day on this device's calendar; null when it is none. */
export function endOfDay(day: string): number | null {
  const ms = new Date(`${day}T23:59:59.999`).getTime()
  return Number.isNaN(ms) ? null : ms
}

function yearsFrom(now: number, years: number): number {
  const date = new Date(now)
  date.setFullYear(date.getFullYear() + years)
  return date.getTime()
}

/** What the dialog begins with: what is in force, else the most careful choice. */
export function draftOf(published: Published): Draft {
  return {
    scope: published.scope ?? 'school',
    pupilsPicture: published.scope !== null && published.pupils_picture,
    classroomSound: published.scope !== null && published.classroom_sound,
    term: published.keep_until === null ? 'always' : 'until',
    until: published.keep_until === null ? '' : dayOf(published.keep_until),
  }
}

/** Why a draft cannot be sent yet; null when it can. */
export function missingIn(draft: Draft, now: number): 'no_day' | 'past_day' | null {
  if (draft.term !== 'until') return null
  const end = endOfDay(draft.until)
  if (end === null) return 'no_day'
  return end <= now ? 'past_day' : null
}

function keptUntil(draft: Draft, now: number): number | null {
  if (draft.term === 'always') return null
  if (draft.term === 'until') return endOfDay(draft.until)
  return yearsFrom(now, draft.term === 'year' ? 1 : 3)
}

/** What is asked of the server. `despite` is said by whoever has been told twice that it is unfit. */
export function wishOf(draft: Draft, now: number, despite: boolean): PublicationWish {
  return {
    scope: draft.scope,
    pupils_picture: draft.pupilsPicture,
    classroom_sound: draft.classroomSound,
    keep_until: keptUntil(draft, now),
    ...(despite ? { despite } : {}),
  }
}
