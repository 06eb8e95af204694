/** Puts the private words of a visit on a page: heard from the beginning, shared by all that show them. */
import { inject, onScopeDispose, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue'

import type { Lesson } from '@/classroom/lesson'

import { heard, type Whisper } from './whispers'

export type Whispers = Readonly<ShallowRef<readonly Whisper[]>>

const WHISPERS: InjectionKey<Whispers> = Symbol('whispers')

/** In the component of the whole lesson: hear private words while it lives, for everything below it. */
export function provideWhispers(lesson: Lesson): Whispers {
  const words = shallowRef<readonly Whisper[]>([])
  onScopeDispose(lesson.hear((message) => (words.value = heard(words.value, message))))
  provide(WHISPERS, words)
  return words
}

/** Below it: the private words so far. A page that has not provided any hears for itself. */
export function useWhispers(lesson: Lesson): Whispers {
  return inject(WHISPERS, null) ?? provideWhispers(lesson)
}
