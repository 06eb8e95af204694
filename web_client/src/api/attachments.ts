/** Files that lie beside a recording: the lesson plan, work sheets, whatever goes with the lesson. */
import type { Sending, SendingEvents } from '@/courseware/uploads'

import { request } from './request'
import { putFile } from './sending'

export interface Attachment {
  id: string
  kind: 'plan' | 'attachment'
  name: string
  bytes: number
  type: string
  by: string
  at: number
  /** Downloads it. */
  url: string
}

export interface Attachments {
  attachments: Attachment[]
  may_change: boolean
  most_bytes: number
  most: number
}

const base = (recording: string): string => `/api/resources/${recording}/attachments`

export function listAttachments(recording: string): Promise<Attachments> {
  return request(base(recording))
}

export function removeAttachment(recording: string, attachment: string): Promise<unknown> {
  return request(`${base(recording)}/${attachment}`, { method: 'DELETE' })
}

/** Bring a file; it is there as soon as it is told to be done. */
export function sendAttachment(recording: string, kind: Attachment['kind'], file: File, events: SendingEvents): Sending {
  return putFile('POST', `${base(recording)}?${new URLSearchParams({ kind, name: file.name })}`, file, events)
}
