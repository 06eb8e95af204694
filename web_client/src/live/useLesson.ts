/** Puts a lesson on a page: its view as a ref, and good-bye when the page goes. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

import { browserPeers, openSocket } from '@/classroom/browser'
import { Lesson, type Admission, type LessonOptions, type LessonView } from '@/classroom/lesson'
import { background } from '@/courseware/own'

import { provideDrawn } from './drawnPlace'

export interface LessonOnPage {
  lesson: Lesson
  view: ShallowRef<LessonView>
  /** Leave the lesson; also done when the component goes. */
  leave: () => void
}

/** Make a lesson that is joined with what `admission` answers; call `lesson.open()` to begin. */
export function useLesson(admission: (fresh: boolean) => Promise<Admission>, onProblem: LessonOptions['onProblem']): LessonOnPage {
  const lesson = new Lesson({
    admission,
    openSocket,
    peers: browserPeers,
    onChange: (changed) => {
      view.value = changed
      if (!hasLeft) background.heed(changed)
    },
    onProblem,
  })
  const view = shallowRef(lesson.view)
  let hasLeft = false
  const retry = () => lesson.retryNow()
  const seen = () => {
    lesson.drawn.hide(document.visibilityState !== 'visible')
    if (document.visibilityState === 'visible') lesson.retryNow()
  }
  provideDrawn(lesson.drawn)
  window.addEventListener('online', retry)
  document.addEventListener('visibilitychange', seen)
  const leave = () => {
    window.removeEventListener('online', retry)
    document.removeEventListener('visibilitychange', seen)
    hasLeft = true
    lesson.close()
    background.heed(null)
  }
  onScopeDispose(leave)
  return { lesson, view, leave }
}
