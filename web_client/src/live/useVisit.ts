/** A person's visit to a lesson on a page: the lesson with its ticket, refusals told, and what keeps one out. */
import { computed, type ComputedRef, type Ref } from 'vue'

import type { Ticket } from '@/api/types'
import type { Admission } from '@/classroom/lesson'
import type { Problem } from '@/classroom/problem'
import type { Held } from '@/protocol/messages'
import { useHeld } from '@/tools/lobby/useHeld'
import { toast } from '@/ui/toast'

import { useLesson, type LessonOnPage } from './useLesson'
import { useProblemText } from './useProblemText'

export interface VisitOnPage extends LessonOnPage {
  /** Why the door stays closed to this page; null while it does not. */
  closed: ComputedRef<Problem | null>
  /** Why one has to wait at the door; null while nobody has said so. */
  held: Ref<Held['reason'] | null>
}

/** In the component of the whole visit; `take` gets a ticket, which is kept until it is refused. Call `lesson.open()` to begin. */
export function useVisit(take: () => Promise<Pick<Ticket, 'ticket' | 'ice_servers'>>): VisitOnPage {
  const problemText = useProblemText()
  let kept: Admission | null = null

  async function admission(fresh: boolean): Promise<Admission> {
    if (!fresh && kept !== null) return kept
    const { ticket, ice_servers: iceServers } = await take()
    kept = { ticket, iceServers }
    return kept
  }

  function tell(problem: Problem): void {
    const { text, todo } = problemText(problem)
    toast(text, 'bad', todo)
  }

  const page = useLesson(admission, tell)
  const closed = computed(() => (page.view.value.connection === 'closed' ? page.view.value.trouble : null))
  return { ...page, closed, held: useHeld(page.lesson) }
}
