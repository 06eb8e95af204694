/** One recording as a teaching resource over REST: its words, its publication, what lies beside it. */
import type { PublicationWish } from '@/library/publication'

import type { ResourceCard, Scope } from './library'
import { request } from './request'

export type ResourceAct =
  | 'see' | 'watch' | 'comment' | 'score' | 'edit' | 'publish' | 'download' | 'export' | 'clip' | 'audit' | 'trash' | 'forget'

export interface ResourceWhole extends ResourceCard {
  curriculum: string
  /** The moment of the cover on the lesson clock, where the owner has chosen one. */
  cover_ms: number | null
  lesson: string
  course: string | null
  owner: { id: string; name: string } | null
  classrooms: string[]
  pupils_picture: boolean
  classroom_sound: boolean
  keep_until: number | null
  version: number
  changed_at: number
  bytes: number
  used_by: Record<string, number>
  attachments: number
  /** What whoever asks may do with it. */
  may: ResourceAct[]
}

/** What an owner says of a resource. */
export interface ResourceWords {
  title: string
  description: string
  tags: string[]
  subject: string
  grade: string
  language: string
  curriculum: string
  licence: string
  cover_ms: number | null
}

export interface Version {
  n: number
  at: number
  by: string
  scope: Scope | null
  words: Partial<ResourceWords>
}

const base = (recording: string): string => `/api/resources/${recording}`
const post = <T>(path: string, body: unknown = {}): Promise<T> => request(path, { method: 'POST', body })

export function getResource(recording: string): Promise<ResourceWhole> {
  return request(base(recording))
}

/** Change its words; those that are not named stay. */
export function changeWords(recording: string, words: Partial<ResourceWords>): Promise<ResourceWhole> {
  return request(base(recording), { method: 'PUT', body: words })
}

/** What it was before, the newest first. */
export async function listVersions(recording: string): Promise<Version[]> {
  return (await request<{ versions: Version[] }>(`${base(recording)}/versions`)).versions
}

/** Make the words of an earlier version its words again. */
export function restoreVersion(recording: string, n: number): Promise<ResourceWhole> {
  return post(`${base(recording)}/versions/${n}/restore`)
}

/** How a recording is published, for whoever may publish it. */
export interface Publication {
  /** The places whose people it is for. */
  reaches: { id: string; name: string }[]
  /** When its files go, by its own date or by the server's rule. */
  kept_until: number | null
}

export function getPublication(recording: string): Promise<Publication> {
  return request(`${base(recording)}/publication`)
}

export function publish(recording: string, wish: PublicationWish): Promise<unknown> {
  return post(`${base(recording)}/publish`, wish)
}

export function withdraw(recording: string): Promise<unknown> {
  return post(`${base(recording)}/withdraw`)
}

export function putInTrash(recording: string): Promise<unknown> {
  return post(`${base(recording)}/trash`)
}

export function restoreFromTrash(recording: string): Promise<unknown> {
  return post(`${base(recording)}/restore`)
}

/** One look at a recording, or one download of something of it. */
export interface AuditEntry {
  at: number
  by: string
  action: string
}

export interface AuditPage {
  total: number
  pages: number
  entries: AuditEntry[]
}

/** Who has looked at it and fetched from it, the newest first. */
export function readAudit(recording: string, page: number): Promise<AuditPage> {
  return request(`${base(recording)}/audit?page=${page}`)
}

/** A recording in the trash; after `removed_after` its files are gone. */
export interface TrashEntry {
  recording: string
  title: string
  subject: string
  teacher: string
  duration_ms: number
  trashed_at: number
  removed_after: number
}

export interface TrashPage {
  total: number
  pages: number
  entries: TrashEntry[]
}

export function listTrash(page: number): Promise<TrashPage> {
  return request(`/api/trash?page=${page}`)
}
