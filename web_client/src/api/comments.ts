/** Comments on recordings, and what names oneself, over REST. */
import type { Drawing } from '@/protocol/messages'

import { request } from './request'

export type Visibility = 'everybody' | 'round' | 'self'

export interface PersonName {
  id: string
  name: string
}

export interface FoundPerson extends PersonName {
  school: string
}

/** Marks on the picture of a view: a source's id, or `pages`. */
export interface FrameDrawing {
  view: string
  marks: Drawing[]
}

export interface Comment {
  id: string
  parent: string | null
  author: PersonName | null
  mine: boolean
  may_delete: boolean
  at_ms: number
  until_ms: number | null
  text: string
  drawing: FrameDrawing | null
  mentions: PersonName[]
  visibility: Visibility
  round: string | null
  created_at: number
  changed_at: number
  edited: boolean
  resolved: { at: number; by: string } | null
  deleted: boolean
}

export interface CommentPage {
  comments: Comment[]
  cursor: string
  more: boolean
  may_comment: boolean
}

export interface SaidComment {
  text: string
  drawing: FrameDrawing | null
  mentions: string[]
}

export interface NewComment extends SaidComment {
  at_ms: number
  until_ms: number | null
  parent: string | null
  visibility: Visibility
  round: string | null
}

export interface Mention {
  comment: string
  recording: string
  title: string
  author: PersonName | null
  at_ms: number
  text: string
  created_at: number
  seen: boolean
}

const base = (recording: string): string => `/api/recordings/${recording}/comments`

/** Comments that have changed since the cursor; all of them without one. */
export function readComments(recording: string, after: string | null): Promise<CommentPage> {
  return request(after === null ? base(recording) : `${base(recording)}?after=${after}`)
}

export function writeComment(recording: string, body: NewComment): Promise<Comment> {
  return request(base(recording), { method: 'POST', body })
}

export function changeComment(recording: string, comment: string, body: SaidComment): Promise<Comment> {
  return request(`${base(recording)}/${comment}`, { method: 'PUT', body })
}

export async function deleteComment(recording: string, comment: string): Promise<void> {
  await request(`${base(recording)}/${comment}`, { method: 'DELETE' })
}

export function resolveComment(recording: string, comment: string, resolved: boolean): Promise<Comment> {
  return request(`${base(recording)}/${comment}/resolved`, { method: 'POST', body: { resolved } })
}

/** People who may watch the recording, by a part of the name. */
export async function findWatchers(recording: string, q: string): Promise<FoundPerson[]> {
  return (await request<{ people: FoundPerson[] }>(`/api/recordings/${recording}/watchers?q=${encodeURIComponent(q)}`)).people
}

/** The first of all people with an account whom one may ask, by a part of the name; `total` is how many there are. */
export function findPeople(q: string): Promise<{ total: number; people: FoundPerson[] }> {
  return request(`/api/people?q=${encodeURIComponent(q)}`)
}

export function readMentions(): Promise<{ mentions: Mention[]; unseen: number }> {
  return request('/api/mentions')
}

export async function seeMentions(): Promise<void> {
  await request('/api/mentions/seen', { method: 'POST', body: {} })
}
