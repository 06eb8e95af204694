/** What the server has, read again and again while somebody looks at the page. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

export interface Refreshed<T> {
  /** What came last; null before the first answer. */
  content: ShallowRef<T | null>
  /** Why the last attempt failed; null when it did not. */
  failure: ShallowRef<unknown>
  load(): Promise<void>
}

/** In a component: call `read` now and every `everyMs` while the page is not hidden, once at a time. */
export function useRefreshed<T>(read: () => Promise<T>, everyMs: number): Refreshed<T> {
  const content = shallowRef<T | null>(null)
  const failure = shallowRef<unknown>(null)
  let asked = 0
  let awaited = 0

  /** On a slow line an answer may come after that to a later question: it is not shown. */
  async function load(): Promise<void> {
    asked += 1
    awaited += 1
    const question = asked
    try {
      const answer = await read()
      if (question === asked) [content.value, failure.value] = [answer, null]
    } catch (error) {
      if (question === asked) failure.value = error
    } finally {
      awaited -= 1
    }
  }

  const timer = setInterval(() => {
    if (!document.hidden && awaited === 0) void load()
  }, everyMs)
  onScopeDispose(() => clearInterval(timer))
  void load()
  return { content, failure, load }
}
