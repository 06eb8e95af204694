/** The time for what ticks on a page: once a second, as the given clock says. */
import { onScopeDispose, ref, type Ref } from 'vue'

/** Unix milliseconds of `clock`, followed every second. */
export function useNow(clock: () => number): Ref<number> {
  const now = ref(clock())
  const timer = setInterval(() => (now.value = clock()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return now
}
