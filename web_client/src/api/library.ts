/** The library over REST: what is found in it, and its closed lists of words. Times are Unix milliseconds. */
import { writeQuery, type Facet, type LibraryQuery } from '@/library/query'

import { request } from './request'
import type { Recording } from './types'

export const SCOPES = ['class', 'school', 'county', 'city', 'province', 'public'] as const
export type Scope = (typeof SCOPES)[number]

/** A recording as lists show it, named by the recording's id. */
export interface ResourceCard {
  recording: string
  title: string
  description: string
  tags: string[]
  subject: string
  grade: string
  language: string
  form: string
  teacher: string
  school: string
  region: string
  state: Recording['state']
  started_at: number
  duration_ms: number
  licence: string
  /** `null` while it is private. */
  scope: Scope | null
  published_at: number | null
  trashed_at: number | null
  views: number
  /** 0 to 100; `null` before anybody has scored it. */
  score: number | null
  scores: number
  mine: boolean
}

/** Words that were found; `at_ms` is where on the lesson clock, `marks` are spans of `text` in Unicode code points. */
export interface Hit {
  at_ms: number | null
  kind: 'title' | 'slide' | 'chat' | 'question' | 'comment' | 'chapter'
  text: string
  marks: [number, number][]
}

export interface FacetValue {
  value: string
  label: string
  count: number
}

/** One page of what was found. A facet's counts are those under all filters but its own. */
export interface Found {
  total: number
  page: number
  pages: number
  results: { recording: ResourceCard; hits: Hit[] }[]
  facets: Partial<Record<Facet, FacetValue[]>>
}

/** A value of a closed list, and what it is called in the page's language. */
export interface Term {
  value: string
  label: string
  text: string
}

export interface LibraryTerms {
  licences: Term[]
  grades: Term[]
  languages: Term[]
  forms: Term[]
  subjects: Term[]
}

/** The page of results that a query asks for; `school` is the id of one's own. */
export function searchLibrary(query: LibraryQuery, school: string | null, signal?: AbortSignal): Promise<Found> {
  const { tab, ...asked } = writeQuery(query)
  const own = tab === 'school' && school !== null && { school }
  const mine = tab === 'mine' && { mine: 'true' }
  return request(`/api/library?${new URLSearchParams({ ...asked, ...own, ...mine })}`, { signal })
}

export function getTerms(): Promise<LibraryTerms> {
  return request('/api/library/terms')
}
