/** What the parts of the replay page share: one replay, its handle, and what is known of the recording beside it. */
import { inject, provide, type ComputedRef, type InjectionKey, type Ref } from 'vue'

import type { Recording } from '@/api/types'
import type { ReplayHandle } from '@/replay/handle'
import type { LogEntry } from '@/replay/log'
import type { Replay } from '@/replay/replay'

import type { Facts } from './useFacts'

export interface PlayerContext {
  replay: Replay
  handle: ReplayHandle
  recording: Ref<Recording | null>
  facts: Facts
  log: ComputedRef<LogEntry[]>
}

const KEY: InjectionKey<PlayerContext> = Symbol('player')

/** In the page: let its parts have it. */
export function providePlayer(context: PlayerContext): void {
  provide(KEY, context)
}

/** In a part of the page. */
export function usePlayer(): PlayerContext {
  const context = inject(KEY)
  if (!context) throw new Error('This part stands on no replay page.')
  return context
}
