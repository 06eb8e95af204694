/** What the cues of the chat mean. */
import type { ChatState } from '@/protocol/messages'

import type { Changes } from './changes'

/** The state holds so many messages; older ones are in the cues. */
const LATEST = 200

export const changes: Changes<ChatState> = {
  chat_said: (state, event, cue) => {
    const message = { n: cue.n, member: cue.by ?? '', text: event.text, at: cue.at, removed: false }
    return { ...state, messages: [...state.messages, message].slice(-LATEST) }
  },
  chat_removed: (state, event) => ({
    ...state,
    messages: state.messages.map((each) => (each.n === event.n ? { ...each, text: '', removed: true } : each)),
  }),
  chat_mode_changed: (state, event) => ({ ...state, mode: event.mode }),
}
