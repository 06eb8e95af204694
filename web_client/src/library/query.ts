/** What somebody looks for in the library, as the address of the page says it: shareable, and "back" works. */

/** What results can be narrowed by, in the order of the page. */
export const FACETS = ['subject', 'grade', 'teacher', 'school', 'region', 'form', 'language', 'scope'] as const
export type Facet = (typeof FACETS)[number]

export const SORTS = ['newest', 'watched', 'scored', 'relevance'] as const
export type Sort = (typeof SORTS)[number]

/** Whose recordings: everybody's, those that I own, those that my school has published. */
export const TABS = ['all', 'mine', 'school'] as const
export type Tab = (typeof TABS)[number]

export interface LibraryQuery {
  q: string
  tab: Tab
  sort: Sort
  /** Counted from 1. */
  page: number
  /** Days as `2026-03-01`; empty where it is open. */
  from: string
  to: string
  chosen: Readonly<Partial<Record<Facet, string>>>
}

/** What an address carries, as the router reads it. */
export type AddressQuery = Readonly<Record<string, string | null | (string | null)[] | undefined>>

const DAY = /^\d{4}-\d{2}-\d{2}$/

const first = (value: AddressQuery[string]): string => (Array.isArray(value) ? value[0] : value) ?? ''
const oneOf = <T extends string>(value: string, known: readonly T[], otherwise: T): T => known.find((one) => one === value) ?? otherwise
const dayOf = (value: string): string => (DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : '')

/** By what is sorted when nobody has said so: a search by what fits, a look around by what is new. */
export function usualSort(q: string): Sort {
  return q.trim() ? 'relevance' : 'newest'
}

/** Read an address; what makes no sense in it is left out. */
export function readQuery(address: AddressQuery): LibraryQuery {
  const q = first(address['q'])
  const chosen: Partial<Record<Facet, string>> = {}
  for (const facet of FACETS) if (first(address[facet])) chosen[facet] = first(address[facet])
  return {
    q,
    tab: oneOf(first(address['tab']), TABS, 'all'),
    sort: oneOf(first(address['sort']), SORTS, usualSort(q)),
    page: Math.max(1, Math.floor(Number(first(address['page']))) || 1),
    from: dayOf(first(address['from'])),
    to: dayOf(first(address['to'])),
    chosen,
  }
}

/** The shortest address that `readQuery` reads as this query. */
export function writeQuery(query: LibraryQuery): Record<string, string> {
  const said: Record<string, string> = {}
  const put = (name: string, value: string, usual = ''): void => {
    if (value && value !== usual) said[name] = value
  }
  put('q', query.q)
  put('tab', query.tab, 'all')
  for (const facet of FACETS) put(facet, query.chosen[facet] ?? '')
  put('from', query.from)
  put('to', query.to)
  put('sort', query.sort, usualSort(query.q))
  put('page', String(query.page), '1')
  return said
}

/** The query with something else in it; whoever looks for something else begins at its first page. */
export function changed(query: LibraryQuery, change: Partial<LibraryQuery>): LibraryQuery {
  return { ...query, page: 1, ...change }
}

/** Choose a value of a facet, or let go of it when it is chosen. */
export function toggled(query: LibraryQuery, facet: Facet, value: string): LibraryQuery {
  const others = Object.entries(query.chosen).filter(([chosen]) => chosen !== facet)
  const chosen = query.chosen[facet] === value ? others : [...others, [facet, value]]
  return changed(query, { chosen: Object.fromEntries(chosen) })
}

/** The query with other words; whoever begins to type wants what fits best, unless another order was chosen. */
export function typed(query: LibraryQuery, q: string): LibraryQuery {
  const wasUsual = query.sort === usualSort(query.q)
  return changed(query, { q, sort: wasUsual || (query.sort === 'relevance' && !q.trim()) ? usualSort(q) : query.sort })
}

/** Whether anything but words and order narrows the results. */
export function isNarrowed(query: LibraryQuery): boolean {
  return Object.keys(query.chosen).length > 0 || query.from !== '' || query.to !== ''
}
