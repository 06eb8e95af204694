/** What the cues mean for the arrangement of the screens. */
import type { ArrangementState } from '@/protocol/messages'

import type { Changes } from './changes'

const dark = (state: ArrangementState): ArrangementState => ({ ...state, spotlight: null })

export const changes: Changes<ArrangementState> = {
  layout_changed: (state, event) => ({ ...state, layout: event.layout }),
  spotlight_changed: (state, event) => ({ ...state, spotlight: event.source }),
  source_removed: (state, event) => (state.spotlight === event.source ? dark(state) : state),
  member_left: (state, event) => (state.spotlight?.startsWith(`${event.member}/`) ? dark(state) : state),
  lesson_ended: dark,
}
