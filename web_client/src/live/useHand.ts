/** The hand of a classroom or participant: how it stands as it was meant last, and its one button. */
import { computed, watch, type ComputedRef } from 'vue'

import { handOf, pressOf, type Hand } from '@/classroom/hand'
import type { Lesson, LessonView } from '@/classroom/lesson'

import { useMeant } from './useMeant'

export interface HandOnPage {
  hand: ComputedRef<Hand>
  press: () => void
}

/** In a component of a lesson. */
export function useHand(lesson: Lesson, view: () => LessonView): HandOnPage {
  const state = computed(() => handOf(view().room, view().member))
  const { value: hand, mean, forget } = useMeant(() => state.value)

  function press(): void {
    // It is being given back: a finger that bounces must not ask for it again.
    if (state.value === 'floor' && hand.value === 'down') return
    const { type, then } = pressOf(hand.value, view().room?.conduct.free_floor ?? false)
    void mean(then, () => lesson.act({ type }))
  }

  // Whoever is called on needs no hand any more.
  watch(state, (now) => {
    if (now === 'floor' && hand.value === 'raised') forget()
  })
  return { hand, press }
}
