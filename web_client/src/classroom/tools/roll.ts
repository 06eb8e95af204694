/** What the cues mean for the roll. */
import type { RollState } from '@/protocol/messages'

import type { Changes } from './changes'

export const changes: Changes<RollState> = {
  roll_confirmed: (state, event, cue) => {
    const call = { present: event.present, absent: event.absent, by: cue.by, at: cue.at }
    return { ...state, confirmed: { ...state.confirmed, [event.member]: call } }
  },
}
