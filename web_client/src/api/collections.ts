/** Collections that people put together, and courses that lessons belong to, over REST. */
import type { ResourceCard, Scope } from './library'
import { request } from './request'

export interface CollectionCard {
  id: string
  title: string
  description: string
  owner: { id: string; name: string } | null
  /** `null` while it is its owner's alone. */
  scope: Scope | null
  changed_at: number
  /** Recordings of it that whoever asks may watch. */
  count: number
  /** The recording whose cover is its own. */
  cover: string | null
  mine: boolean
}

export interface CollectionWhole extends CollectionCard {
  recordings: ResourceCard[]
}

export interface CourseCard {
  id: string
  title: string
  subject: string
  teacher: { id: string; name: string } | null
  count: number
  cover: string | null
  last_at: number
}

export interface CourseWhole extends CourseCard {
  recordings: ResourceCard[]
}

export interface CollectionChange {
  title?: string
  description?: string
  scope?: Scope | 'private'
}

/** One's own and those that are shared with one; with `recording` those alone that have it. */
export async function listCollections(recording?: string): Promise<CollectionCard[]> {
  const query = recording ? `?${new URLSearchParams({ recording })}` : ''
  return (await request<{ collections: CollectionCard[] }>(`/api/collections${query}`)).collections
}

export function getCollection(id: string): Promise<CollectionWhole> {
  return request(`/api/collections/${id}`)
}

export function makeCollection(title: string, description: string, recordings: readonly string[] = []): Promise<CollectionWhole> {
  return request('/api/collections', { method: 'POST', body: { title, description, recordings } })
}

export function changeCollection(id: string, change: CollectionChange): Promise<CollectionWhole> {
  return request(`/api/collections/${id}`, { method: 'PATCH', body: change })
}

export function deleteCollection(id: string): Promise<unknown> {
  return request(`/api/collections/${id}`, { method: 'DELETE' })
}

/** All recordings of it in their order; what is not named is taken out. */
export function orderCollection(id: string, recordings: readonly string[]): Promise<CollectionWhole> {
  return request(`/api/collections/${id}/recordings`, { method: 'PUT', body: { recordings } })
}

export function addToCollection(id: string, recording: string): Promise<unknown> {
  return request(`/api/collections/${id}/recordings`, { method: 'POST', body: { recording } })
}

export async function listCourses(): Promise<CourseCard[]> {
  return (await request<{ courses: CourseCard[] }>('/api/courses')).courses
}

export function getCourse(id: string): Promise<CourseWhole> {
  return request(`/api/courses/${id}`)
}
