/** What the cues mean for the timer. */
import type { TimerState } from '@/protocol/messages'

import type { Changes } from './changes'

const none = (): TimerState => ({ kind: null, title: '', started_at: null, ends_at: null, paused_ms_left: null })

export const changes: Changes<TimerState> = {
  timer_started: (_, event, cue) => ({
    kind: event.kind,
    title: event.title,
    started_at: cue.at,
    ends_at: cue.at + event.duration_ms,
    paused_ms_left: null,
  }),
  timer_paused: (state, _, cue) =>
    state.ends_at === null ? state : { ...state, ends_at: null, paused_ms_left: Math.max(0, state.ends_at - cue.at) },
  timer_resumed: (state, _, cue) =>
    state.paused_ms_left === null
      ? state
      : { ...state, ends_at: cue.at + state.paused_ms_left, paused_ms_left: null },
  timer_stopped: none,
  /** What was counted down to has come. */
  lesson_started: (state) => (state.kind === 'countdown' ? none() : state),
  lesson_ended: none,
}
