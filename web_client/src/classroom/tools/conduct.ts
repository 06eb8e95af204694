/** What the cues mean for the conduct of a lesson: who leads, who had to go, who may speak. */
import type { ConductState } from '@/protocol/messages'

import type { Changes } from './changes'

export const changes: Changes<ConductState> = {
  role_changed: (state, event) => ({
    ...state,
    lead: event.role === 'master' ? event.member : unless(state.lead, event.member),
    appointed: { ...state.appointed, [event.member]: event.role },
  }),
  member_removed: (state, event) => ({
    ...state,
    lead: unless(state.lead, event.member),
    appointed: Object.fromEntries(Object.entries(state.appointed).filter(([member]) => member !== event.member)),
    removed: [...state.removed.filter((member) => member !== event.member), event.member],
  }),
  /** Whoever was sent out and is here again has been let in by a master. */
  member_joined: (state, event) => ({
    ...state,
    removed: state.removed.filter((member) => member !== event.member.id),
  }),
  free_floor_changed: (state, event) => ({ ...state, free_floor: event.allowed }),
}

const unless = (lead: string | null, member: string): string | null => (lead === member ? null : lead)
