/** Puts on a page why it waits at the door of the lesson. */
import { onScopeDispose, ref, type Ref } from 'vue'

import type { Lesson } from '@/classroom/lesson'
import type { Held } from '@/protocol/messages'

/** In the component of the whole visit, before the lesson is opened; null while nobody has said so. */
export function useHeld(lesson: Lesson): Ref<Held['reason'] | null> {
  const reason = ref<Held['reason'] | null>(null)
  const stop = lesson.hear((message) => {
    if (message.type === 'held') reason.value = message.reason
    else if (message.type === 'welcome') reason.value = null
  })
  onScopeDispose(stop)
  return reason
}
