/** Puts the private words of a visit on a page: heard from the beginning, shared by all that show them. */
import { inject, onScopeDispose, provide, ref, shallowRef, type InjectionKey, type Ref, type ShallowRef } from 'vue'

import type { Lesson } from '@/classroom/lesson'

import { heard, type Whisper } from './whispers'

export interface Whispers {
  words: Readonly<ShallowRef<readonly Whisper[]>>
  /** When the last word came that somebody here has read. */
  read: Ref<number>
}

const WHISPERS: InjectionKey<Whispers> = Symbol('whispers')

/** In the component of the whole visit: hear private words while it lives, for everything below it. */
export function provideWhispers(lesson: Lesson): Whispers {
  const words = shallowRef<readonly Whisper[]>([])
  onScopeDispose(lesson.hear((message) => (words.value = heard(words.value, message))))
  const whispers = { words, read: ref(0) }
  provide(WHISPERS, whispers)
  return whispers
}

/** Below it: the private words so far. A page that has not provided any hears for itself. */
export function useWhispers(lesson: Lesson): Whispers {
  return inject(WHISPERS, null) ?? provideWhispers(lesson)
}
