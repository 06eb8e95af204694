/** What the closed lists of the library are called in the page's language: grades, forms, languages, licences. */
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'

import { getTerms, type LibraryTerms, type Term } from '@/api/library'

const NONE: LibraryTerms = { licences: [], grades: [], languages: [], forms: [], subjects: [] }
/** By language; all cards of a page ask for them. */
const fetched = new Map<string, Promise<LibraryTerms>>()

export interface Terms {
  terms: ComputedRef<LibraryTerms>
  /** The term of a value; without one the value stands for itself. */
  termOf(list: keyof LibraryTerms, value: string): Term
}

function fetchTerms(language: string): Promise<LibraryTerms> {
  const known = fetched.get(language) ?? getTerms()
  fetched.set(language, known)
  // What failed is asked for again by the next that needs it.
  known.catch(() => fetched.delete(language))
  return known
}

/** In a component. While they are not there yet, values stand for themselves. */
export function useTerms(): Terms {
  const { locale } = useI18n()
  const known = shallowRef(NONE)
  let isGone = false
  onScopeDispose(() => (isGone = true))
  watch(locale, async (language) => {
    const terms = await fetchTerms(language).catch(() => NONE)
    if (!isGone && language === locale.value) known.value = terms
  }, { immediate: true, flush: 'post' })
  return {
    terms: computed(() => known.value),
    termOf: (list, value) => known.value[list].find((term) => term.value === value) ?? { value, label: value, text: '' },
  }
}
