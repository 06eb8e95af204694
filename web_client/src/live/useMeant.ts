/** What a button on a page was pressed for last, for components to draw. */
import { computed, ref, type ComputedRef } from 'vue'

import { Meant } from '@/classroom/meant'

export interface MeantOnPage<T> {
  /** What is meant, else what is so. */
  value: ComputedRef<T>
  mean: (value: T, ask: () => Promise<boolean>) => Promise<void>
  forget: () => void
}

/** In a component: `state` says what is so. */
export function useMeant<T>(state: () => T): MeantOnPage<T> {
  const changes = ref(0)
  const meant = new Meant<T>(() => (changes.value += 1))
  const value = computed(() => {
    void changes.value
    return meant.of(state())
  })
  return { value, mean: (wanted, ask) => meant.mean(wanted, ask), forget: () => meant.forget() }
}
