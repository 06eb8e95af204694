/** Films that are made of recordings, films that are brought in, and the work on both, over REST. */
import { request } from './request'

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
export type Layout = 'lesson' | 'content' | 'teacher'

export interface Job {
  id: string
  kind: string
  subject: string
  state: JobState
  /** 0 to 1. */
  progress: number
  remaining_s: number | null
  error: { code: string; text: string; todo: string } | null
  detail: string
  created_at: number
  started_at: number | null
  ended_at: number | null
}

export interface Export {
  id: string
  job: Job
  layout: Layout
  start_ms: number
  end_ms: number | null
  sound_only: boolean
  watermark: boolean
  by: string
  mine: boolean
  bytes: number | null
  expires_at: number | null
  /** Where the film is fetched, for some hours. */
  file: string | null
}

/** For one second of the lesson: how many are made in a second, and bytes of film. */
export interface Expected {
  speed: number
  bytes_per_s: number
}

export interface Exports {
  /** Of the recording. */
  duration_ms: number
  exports: Export[]
  picture: Expected
  sound: Expected
  /** Exports of others that wait or run now. */
  ahead: number
  /** Where the untouched takes are fetched, for whoever may have them. */
  takes: string | null
}

export interface NewExport {
  layout: Layout
  start_ms: number
  end_ms: number | null
  sound_only: boolean
  watermark: boolean
}

export interface Import {
  id: string
  name: string
  title: string
  subject: string
  taught_at: number | null
  state: 'uploading' | 'working' | 'ready' | 'failed'
  progress: number
  bytes: number
  created_at: number
  upload: string | null
  job: Job | null
  error: { code: string; text: string; todo: string } | null
  recording: string | null
  /** The recording that the same film has become before. */
  twin: string | null
}

export interface Imports {
  imports: Import[]
  max_bytes: number
}

export function listExports(recording: string): Promise<Exports> {
  return request(`/api/recordings/${recording}/exports`)
}

export function makeExport(recording: string, wanted: NewExport): Promise<Export> {
  return request(`/api/recordings/${recording}/exports`, { method: 'POST', body: wanted })
}

export function removeExport(id: string): Promise<unknown> {
  return request(`/api/exports/${id}`, { method: 'DELETE' })
}

export function cancelJob(id: string): Promise<Job> {
  return request(`/api/jobs/${id}/cancel`, { method: 'POST', body: {} })
}

export function retryJob(id: string): Promise<Job> {
  return request(`/api/jobs/${id}/retry`, { method: 'POST', body: {} })
}

export function listImports(): Promise<Imports> {
  return request('/api/imports')
}

export function removeImport(id: string): Promise<unknown> {
  return request(`/api/imports/${id}`, { method: 'DELETE' })
}

export function retryImport(id: string): Promise<Import> {
  return request(`/api/imports/${id}/retry`, { method: 'POST', body: {} })
}
