/** What the server has, read again and again while somebody looks at the page. */
import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'

export interface Refreshed<T> {
  /** What came last; null before the first answer. */
  content: ShallowRef<T | null>
  /** Why the last attempt failed; null when it did not. */
  failure: ShallowRef<unknown>
  load(): Promise<void>
}

/** In a component: call `read` now and every `everyMs` while the page is not hidden. */
export function useRefreshed<T>(read: () => Promise<T>, everyMs: number): Refreshed<T> {
  const content = shallowRef<T | null>(null)
  const failure = shallowRef<unknown>(null)

  async function load(): Promise<void> {
    try {
      content.value = await read()
      failure.value = null
    } catch (error) {
      failure.value = error
    }
  }

  const timer = setInterval(() => {
    if (!document.hidden) void load()
  }, everyMs)
  onMounted(load)
  onBeforeUnmount(() => clearInterval(timer))
  return { content, failure, load }
}
