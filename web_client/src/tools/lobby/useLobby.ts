/** Puts on a page who waits to be let in: told by the server to masters whenever it changes. */
import { inject, onScopeDispose, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue'

import type { Lesson } from '@/classroom/lesson'
import type { Knock } from '@/protocol/messages'

export type LobbyOnPage = Readonly<ShallowRef<readonly Knock[]>>

const LOBBY: InjectionKey<LobbyOnPage> = Symbol('lobby')

/** In the component of the whole visit, before the lesson is opened: the server tells it once after the join. */
export function provideLobby(lesson: Lesson): LobbyOnPage {
  const waiting = shallowRef<readonly Knock[]>([])
  const stop = lesson.hear((message) => {
    // Nobody waits until it is told anew.
    if (message.type === 'welcome') waiting.value = []
    else if (message.type === 'lobby') waiting.value = message.waiting
  })
  onScopeDispose(stop)
  provide(LOBBY, waiting)
  return waiting
}

export function useLobby(): LobbyOnPage {
  return inject(LOBBY, shallowRef([]))
}
