/** What the cues of the bell mean. */
import type { BellState } from '@/protocol/messages'

import type { Changes } from './changes'

export const changes: Changes<BellState> = {
  bell_rung: (_, event, cue) => ({ ring: event.ring, rung_at: cue.at }),
}
