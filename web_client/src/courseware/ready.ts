/** How ready the classrooms are for a lesson's courseware. */
import type { FetchedBy } from '@/api/courseware'

interface Sized {
  id: string
  bytes: number
}

/** Which share of all documents, by bytes, a classroom has. */
export function shareOf(fetched: Pick<FetchedBy, 'documents'>, documents: readonly Sized[]): number {
  const all = documents.reduce((sum, { bytes }) => sum + bytes, 0)
  const here = documents.reduce((sum, { id, bytes }) => sum + bytes * (fetched.documents[id] ?? 0), 0)
  return all > 0 ? here / all : 1
}

/** Which share of each document the classrooms have on average. */
export function sharesOf(classrooms: readonly Pick<FetchedBy, 'documents'>[], documents: readonly Sized[]): Record<string, number> {
  if (classrooms.length === 0) return {}
  const share = (id: string): number => classrooms.reduce((sum, { documents: has }) => sum + (has[id] ?? 0), 0) / classrooms.length
  return Object.fromEntries(documents.map(({ id }) => [id, share(id)]))
}
