/** Something a person has asked for: busy while it is done, and told why when it is not. */
import { ref, type Ref } from 'vue'

import { toastError } from './toast'

export interface Attempts {
  busy: Ref<boolean>
  /** Whether it was done; what was thrown has been told. Asked for while it is busy it is not done: whoever presses twice means it once. */
  attempt(action: () => Promise<unknown>): Promise<boolean>
}

export function useAttempt(): Attempts {
  const busy = ref(false)
  async function attempt(action: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      await action()
      return true
    } catch (error) {
      toastError(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, attempt }
}
