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

/** One page of a list. */
interface Page {
  total: number
  page: number
  pages: number
}

export interface CollectionWish {
  /** Those alone that have this recording. */
  recording?: string
  /** One's own alone. */
  mine?: boolean
  page?: number
}

/** One's own and those that are shared with one. */
export function listCollections({ recording, mine, page }: CollectionWish = {}): Promise<Page & { collections: CollectionCard[] }> {
  const query = new URLSearchParams({ page: String(page ?? 1), ...(recording && { recording }), ...(mine && { mine: '1' }) })
  return request(`/api/collections?${query}`)
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

export function listCourses(page: number): Promise<Page & { courses: CourseCard[] }> {
  return request(`/api/courses?page=${page}`)
}

export function getCourse(id: string): Promise<CourseWhole> {
  return request(`/api/courses/${id}`)
}
