/** The analysis of one recording, read once. */
import { onMounted, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import { getAnalysis } from './api'
import type { Analysis } from './types'

/** In a component: what there is of it by now, and what went wrong. */
export function useAnalysis(recording: string): { analysis: ShallowRef<Analysis | null>; failure: Ref<unknown>; read: () => Promise<void> } {
  const analysis = shallowRef<Analysis | null>(null)
  const failure = ref<unknown>(null)

  async function read(): Promise<void> {
    failure.value = null
    try {
      analysis.value = await getAnalysis(recording)
    } catch (error) {
      failure.value = error
    }
  }

  onMounted(read)
  return { analysis, failure, read }
}
