/** Clips, reels and links to them over REST. */
import type { Manifest, Take } from '@/replay/manifest'
import type { TakeIndex } from '@/replay/takes'

import type { PersonName } from './comments'
import type { RecordedCues } from './recordings'
import { ApiError, request, send } from './request'

export interface Clip {
  id: string
  recording: string | null
  title: string
  from_ms: number
  to_ms: number
  owner: PersonName | null
  mine: boolean
  created_at: number
}

export interface Reel {
  id: string
  title: string
  changed_at: number
  clips: Clip[]
}

export type LinkScope = 'anybody' | 'signed_in'

export interface ShareLink {
  id: string
  scope: LinkScope
  created_at: number
  expires_at: number | null
  opened: number
}

export interface Shared {
  title: string
  kind: 'clip' | 'reel'
  expires_at: number | null
  clips: Clip[]
}

/** What is shared: a clip or a reel. */
export type Shareable = { kind: 'clips' | 'reels'; id: string; title: string }

export interface ClipsPage {
  pages: number
  clips: Clip[]
}

export function clipsOf(recording: string, page: number): Promise<ClipsPage> {
  return request(`/api/recordings/${recording}/clips?page=${page}`)
}

export function cutClip(recording: string, body: { title: string; from_ms: number; to_ms: number }): Promise<Clip> {
  return request(`/api/recordings/${recording}/clips`, { method: 'POST', body })
}

export function listClips(page: number): Promise<ClipsPage> {
  return request(`/api/clips?page=${page}`)
}

export async function deleteClip(id: string): Promise<void> {
  await request(`/api/clips/${id}`, { method: 'DELETE' })
}

export function listReels(page: number): Promise<{ pages: number; reels: Reel[] }> {
  return request(`/api/reels?page=${page}`)
}

export function getReel(id: string): Promise<Reel> {
  return request(`/api/reels/${id}`)
}

export function makeReel(title: string, clips: readonly string[]): Promise<Reel> {
  return request('/api/reels', { method: 'POST', body: { title, clips } })
}

export function changeReel(id: string, title: string, clips: readonly string[]): Promise<Reel> {
  return request(`/api/reels/${id}`, { method: 'PUT', body: { title, clips } })
}

export async function deleteReel(id: string): Promise<void> {
  await request(`/api/reels/${id}`, { method: 'DELETE' })
}

export async function linksTo({ kind, id }: Shareable): Promise<ShareLink[]> {
  return (await request<{ links: ShareLink[] }>(`/api/${kind}/${id}/links`)).links
}

/** A new link; its `path` is told this once. */
export function makeLink({ kind, id }: Shareable, scope: LinkScope, days: number): Promise<ShareLink & { path: string }> {
  return request(`/api/${kind}/${id}/links`, { method: 'POST', body: { scope, days } })
}

export async function revokeLink(id: string): Promise<void> {
  await request(`/api/links/${id}`, { method: 'DELETE' })
}

/** What a link leads to. */
export function openLink(share: string): Promise<Shared> {
  return request('/api/shared', { share })
}

/** A clip with the manifest of its span; `share` is a link's token, null for people who may watch the recording. */
export function getClip(id: string, share: string | null): Promise<Clip & { manifest: Manifest }> {
  return request(`/api/clips/${id}`, { share })
}

export function getClipCues(id: string, share: string | null): Promise<RecordedCues> {
  return request(`/api/clips/${id}/cues`, { share })
}

export function getClipIndex(id: string, take: Take, share: string | null): Promise<TakeIndex> {
  return request(`/api/clips/${id}/takes/${take.take}.json`, { share })
}

/** A piece of a take's file. Throws `ApiError`; code `short_read` when the server sends another amount. */
export async function readClipTake(
  id: string,
  take: Take,
  [offset, size]: readonly [number, number],
  share: string | null,
  signal: AbortSignal,
): Promise<ArrayBuffer> {
  const range = `bytes=${offset}-${offset + size - 1}`
  const response = await send(`/api/clips/${id}/takes/${take.file}`, { signal, share }, range)
  const bytes = await response.arrayBuffer()
  if (bytes.byteLength !== size) throw new ApiError(response.status, 'short_read', `${take.file}: ${range}`)
  return bytes
}
