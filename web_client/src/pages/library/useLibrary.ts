/** What the library's page shows: the query is its address, the results follow it. */
import { computed, onBeforeUnmount, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'

import { searchLibrary, type Found } from '@/api/library'
import { useSignIn } from '@/api/signin'
import { ownSchool } from '@/library/ownschool'
import { readQuery, typed, writeQuery, type LibraryQuery } from '@/library/query'

/** A lesson that has just begun or ended appears so soon to whoever only looks around. */
const REFRESH_MS = 5000

export interface LibraryOnPage {
  query: ComputedRef<LibraryQuery>
  /** What was found last, also while the next is looked for; null before the first answer. */
  found: ShallowRef<Found | null>
  failure: ShallowRef<unknown>
  busy: Ref<boolean>
  /** The id of one's own school, if one belongs to one. */
  school: string | null
  look(query: LibraryQuery): void
  /** Words as they are typed; `settled` when the person has finished. */
  type(q: string, settled: boolean): void
  load(): Promise<void>
}

/** In the library's page. */
export function useLibrary(): LibraryOnPage {
  const { query, look, type } = useAddress()
  const { locale } = useI18n()
  const school = ownSchool(useSignIn().user?.roles ?? [])
  const found = shallowRef<Found | null>(null)
  const failure = shallowRef<unknown>(null)
  const busy = ref(false)
  let under: AbortController | null = null

  async function load(): Promise<void> {
    under?.abort()
    const own = (under = new AbortController())
    busy.value = true
    try {
      found.value = await searchLibrary(query.value, school, own.signal)
      failure.value = null
    } catch (error) {
      if (!own.signal.aborted) failure.value = error
    }
    if (under === own) busy.value = false
  }

  const timer = setInterval(() => {
    if (!document.hidden && !busy.value && query.value.q === '' && query.value.page === 1) void load()
  }, REFRESH_MS)
  watch(query, load, { immediate: true })
  // The names of facets come in the page's language.
  watch(locale, load, { flush: 'post' })
  onBeforeUnmount(() => {
    clearInterval(timer)
    under?.abort()
  })
  return { query, found, failure, busy, school, look, type, load }
}

/** All words typed in one go are one step back in the browser's history. */
function useAddress(): Pick<LibraryOnPage, 'query' | 'look' | 'type'> {
  const [route, router] = [useRoute(), useRouter()]
  const address = computed(() => JSON.stringify(writeQuery(readQuery(route.query))))
  const query = computed(() => readQuery(JSON.parse(address.value) as Record<string, string>))
  let isTyping = false

  function look(wanted: LibraryQuery): void {
    isTyping = false
    void router.push({ query: writeQuery(wanted) })
  }

  function type(q: string, settled: boolean): void {
    const to = { query: writeQuery(typed(query.value, q)) }
    void (isTyping ? router.replace(to) : router.push(to))
    isTyping = !settled
  }
  return { query, look, type }
}
