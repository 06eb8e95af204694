/** Deleting a classroom from a recording for good, where somebody has the right to be forgotten, over REST. */
import { request } from './request'

export const FORGETTABLE = ['all', 'pictures', 'pupils_camera'] as const
export type ForgottenPart = (typeof FORGETTABLE)[number]

export interface ForgettableMember {
  member: string
  name: string
  /** How many takes the recording has of it. */
  takes: number
  pupils_camera: boolean
}

export interface ForgottenMember {
  member: string
  name: string
  what: ForgottenPart
  reason: string
  at: number
  /** `null` while it is tried again. */
  done_at: number | null
  takes: number
}

export interface Forgettable {
  members: ForgettableMember[]
  forgotten: ForgottenMember[]
}

const address = (recording: string): string => `/api/resources/${recording}/forget`

/** Who is in the recording, and what was deleted of it already. */
export function listForgettable(recording: string): Promise<Forgettable> {
  return request(address(recording))
}

/** Delete it from the recording and from all copies; there is no way back. */
export function forgetMember(recording: string, member: string, what: ForgottenPart, reason: string): Promise<ForgottenMember> {
  return request(address(recording), { method: 'POST', body: { member, what, reason } })
}
