/** A lesson's courseware over REST. */
import { request, send } from './request'
import type { Classroom } from './types'

export type DocumentState = 'uploading' | 'waiting' | 'converting' | 'ready' | 'failed'

export interface CoursewareFile {
  name: string
  bytes: number
  sha256: string
  type: string
}

export interface CoursewareDocument {
  id: string
  kind: 'slides' | 'image' | 'audio' | 'video'
  title: string
  pages: number
  width: number
  height: number
  duration_ms: number | null
  bytes: number
  state: DocumentState
  /** 0 to 1 while it is uploaded or converted. */
  progress: number
  error: { code: string; text: string; todo: string } | null
  files: CoursewareFile[]
}

let bearer: string | null = null

/** Fetch courseware as a terminal does, by its key or ticket instead of a cookie. */
export function setBearer(secret: string | null): void {
  bearer = secret
}

const lent = new Map<string, () => string | null>()

/** Fetch one lesson's courseware with the ticket that another has by then, in whose room its recording is watched. */
export function lendTicket(lesson: string, ticket: () => string | null): void {
  lent.set(lesson, ticket)
}

const shared = new Map<string, { token: string; clip: string }>()

/** Fetch one lesson's courseware with a link's token, in whose clip it is shown. */
export function lendShare(lesson: string, token: string, clip: string): void {
  shared.set(lesson, { token, clip })
}

function bearerFor(lesson: string): string | null {
  return lent.get(lesson)?.() ?? bearer
}

const base = (lesson: string): string => `/api/lessons/${lesson}/courseware`

/** Where a file lies; the browser asks there by itself only where it has a cookie. */
export function fileAddress(lesson: string, document: string, name: string): string {
  return `${base(lesson)}/${document}/files/${name}`
}

/** Let a <video> of this page fetch by itself: with a cookie, where the page has only a bearer or a link. */
export async function openReading(lesson: string): Promise<void> {
  const link = shared.get(lesson)
  if (link) await request(`/api/clips/${link.clip}/reading`, { method: 'POST', body: {}, share: link.token })
  const secret = bearerFor(lesson)
  if (secret !== null) await request(`${base(lesson)}/reading`, { method: 'POST', body: {}, bearer: secret })
}

/** All documents of a lesson in their order, also those that are not ready. */
export async function listCourseware(lesson: string): Promise<CoursewareDocument[]> {
  return (await request<{ documents: CoursewareDocument[] }>(base(lesson), { bearer: bearerFor(lesson) })).documents
}

/** A file or, with `range`, `[first, bytes]` of it. It is kept by ourselves, not by the browser's cache as well. */
export async function readCourseware(
  lesson: string,
  document: string,
  name: string,
  signal?: AbortSignal,
  range?: readonly [first: number, bytes: number],
): Promise<Blob> {
  const wanted = range && `bytes=${range[0]}-${range[0] + range[1] - 1}`
  const response = await send(fileAddress(lesson, document, name), { bearer: bearerFor(lesson), share: shared.get(lesson)?.token ?? null, signal, cache: 'no-store' }, wanted)
  return response.blob()
}

export function renameDocument(lesson: string, document: string, title: string): Promise<unknown> {
  return request(`${base(lesson)}/${document}`, { method: 'PATCH', body: { title } })
}

export function removeDocument(lesson: string, document: string): Promise<unknown> {
  return request(`${base(lesson)}/${document}`, { method: 'DELETE' })
}

/** Put the documents into this order. */
export function orderDocuments(lesson: string, documents: readonly string[]): Promise<unknown> {
  return request(`${base(lesson)}/order`, { method: 'PUT', body: { documents } })
}

/** Convert again what has failed. */
export function retryDocument(lesson: string, document: string): Promise<unknown> {
  return request(`${base(lesson)}/${document}/retry`, { method: 'POST', body: {} })
}

/** Take a document of an earlier lesson into this one. */
export function copyDocument(lesson: string, document: string): Promise<unknown> {
  return request(`${base(lesson)}/from/${document}`, { method: 'POST', body: {} })
}

/** A terminal says which share (0 to 1) of each document it has. What others have is nobody's question. */
export async function tellFetched(lesson: string, documents: Readonly<Record<string, number>>): Promise<void> {
  if (bearer !== null) await request(`${base(lesson)}/fetched`, { method: 'PUT', body: { documents }, bearer })
}

/** What one classroom's terminal has of a lesson's courseware. */
export interface FetchedBy {
  classroom: Classroom
  /** When it said so, Unix ms; `null` when it has said nothing yet. */
  at: number | null
  documents: Record<string, number>
}

export async function listFetched(lesson: string): Promise<FetchedBy[]> {
  return (await request<{ classrooms: FetchedBy[] }>(`${base(lesson)}/fetched`)).classrooms
}

export interface EarlierDocument {
  id: string
  kind: CoursewareDocument['kind']
  title: string
  pages: number
  duration_ms: number | null
  bytes: number
  lesson: string
  lesson_title: string
  starts_at: number
}

/** Documents of the same teacher's other lessons, newest first. */
export async function listEarlier(lesson: string): Promise<EarlierDocument[]> {
  return (await request<{ documents: EarlierDocument[] }>(`${base(lesson)}/earlier`)).documents
}
