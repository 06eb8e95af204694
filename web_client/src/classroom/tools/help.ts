/** What the cues mean for those who have asked for help. */
import type { HelpState } from '@/protocol/messages'

import type { Changes } from './changes'

const settled = (state: HelpState, event: { member: string }): HelpState => ({
  asked: Object.fromEntries(Object.entries(state.asked).filter(([member]) => member !== event.member)),
})

export const changes: Changes<HelpState> = {
  help_asked: (state, event, cue) => ({
    asked: { ...state.asked, [event.member]: { kind: event.kind, since: cue.at } },
  }),
  help_settled: settled,
  member_left: settled,
  lesson_ended: () => ({ asked: {} }),
}
