/** What the cues of the floor mean for the turns: who has spoken how often, when and how long. */
import type { TurnsState } from '@/protocol/messages'

import type { Changes } from './changes'

export const changes: Changes<TurnsState> = {
  floor_given: (state, event, cue) => given(state, event.member, cue.at),
  floor_returned: (state, event, cue) => ended(state, [event.member], cue.at),
  member_left: (state, event, cue) => ended(state, [event.member], cue.at),
  muted_all: (state, _, cue) => ended(state, Object.keys(state.since), cue.at),
  lesson_ended: (state, _, cue) => ended(state, Object.keys(state.since), cue.at),
}

/** Somebody who has the floor already and is put on the stage again has no new turn. */
function given(state: TurnsState, member: string, at: number): TurnsState {
  if (member in state.since) return state
  const before = state.spoken[member] ?? { count: 0, last_at: at, total_ms: 0 }
  const turn = { ...before, count: before.count + 1, last_at: at }
  return { spoken: { ...state.spoken, [member]: turn }, since: { ...state.since, [member]: at } }
}

function ended(state: TurnsState, members: string[], at: number): TurnsState {
  const spoken = { ...state.spoken }
  for (const member of members) {
    const began = state.since[member]
    const turn = spoken[member]
    if (began === undefined || turn === undefined) continue
    spoken[member] = { ...turn, last_at: at, total_ms: turn.total_ms + Math.max(0, at - began) }
  }
  const since = Object.entries(state.since).filter(([member]) => !members.includes(member))
  return { spoken, since: Object.fromEntries(since) }
}
