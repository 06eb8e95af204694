/**
 * Turns one room state and one cue into the next room state, live and in replay.
 *
 * The twin of `signaling/reducer.py`: both pass the stories in `tests/data/cues`.
 */
import { changeTools } from './tools'
import type { Cue, Role, RoomState, Source } from '../protocol/messages'

/** What a cue means for the state: for the core first, then for every tool that it concerns. */
export function reduce(state: RoomState, cue: Cue): RoomState {
  return changeTools(reduceCore(state, cue), cue)
}

/** Unknown events change nothing, so that an old page survives a newer server. */
function reduceCore(state: RoomState, cue: Cue): RoomState {
  const event = cue.event
  switch (event.type) {
    case 'lesson_started':
      return { ...state, lesson: { ...state.lesson, phase: 'live', started_at: cue.at, ended_at: null } }
    case 'lesson_ended':
      return lessonEnded(state, cue.at)
    case 'recording_changed':
      return { ...state, lesson: { ...state.lesson, recording: event.state, recording_reason: event.reason } }
    case 'member_joined':
      return { ...state, members: { ...state.members, [event.member.id]: event.member } }
    case 'member_left':
      return memberLeft(state, event.member)
    case 'role_changed':
      return roleChanged(state, event.member, event.role)
    case 'source_added':
      return { ...state, sources: { ...state.sources, [event.source.id]: event.source } }
    case 'source_changed':
      return sourceChanged(state, event.source, event.audio, event.video)
    case 'source_removed':
      return { ...state, sources: without(state.sources, (source) => source.id === event.source) }
    case 'hand_raised':
      return handRaised(state, event.member, cue.at)
    case 'hand_lowered':
      return { ...state, hands: state.hands.filter((hand) => hand.member !== event.member) }
    case 'floor_given':
      return floorGiven(state, event.member)
    case 'floor_returned':
      return { ...state, floor: state.floor.filter((member) => member !== event.member) }
    case 'muted_all':
      return { ...state, floor: [] }
    default:
      return state
  }
}

/** The id of the source that has the stage: in the spotlight, else of whoever speaks, else the master's camera. */
export function stage(state: RoomState): string | null {
  const spotlit = state.sources[state.arrangement.spotlight ?? '']
  if (spotlit?.video) return spotlit.id
  for (const member of [...state.floor].reverse()) {
    const camera = state.sources[`${member}/camera`]
    if (camera?.video) return camera.id
  }
  return masters(state).map((member) => `${member}/camera`).find((camera) => camera in state.sources) ?? null
}

/** The teachers, whoever leads the lesson first. */
export function masters(state: RoomState): string[] {
  const found = Object.values(state.members).filter((member) => member.role === 'master').map((member) => member.id)
  const leads = (member: string) => member === state.conduct.lead
  return [...found.filter(leads), ...found.filter((member) => !leads(member))]
}

/** Whether a member's microphone is open: the master's always, a classroom's while it has the floor of a live lesson. */
export function isOpen(state: RoomState, member: string): boolean {
  const who = state.members[member]
  if (!who?.present || who.role === 'observer') return false
  return who.role === 'master' || (state.lesson.phase === 'live' && state.floor.includes(member))
}

/** The screen or board that is shown to everybody now, if any: the teacher's before that of who is called on. */
export function sharedPicture(state: RoomState): Source | null {
  const owners = [...masters(state), ...[...state.floor].reverse()]
  const shared = owners.flatMap((owner) => [state.sources[`${owner}/screen`], state.sources[`${owner}/board`]])
  return shared.find((source) => source?.video) ?? null
}

function lessonEnded(state: RoomState, at: number): RoomState {
  const over = { phase: 'ended', ended_at: at, recording: 'off', recording_reason: '' } as const
  return { ...state, lesson: { ...state.lesson, ...over }, hands: [], floor: [] }
}

function memberLeft(state: RoomState, id: string): RoomState {
  const member = state.members[id]
  return {
    ...state,
    members: member ? { ...state.members, [id]: { ...member, present: false } } : state.members,
    sources: without(state.sources, (source) => source.member === id),
    hands: state.hands.filter((hand) => hand.member !== id),
    floor: state.floor.filter((other) => other !== id),
  }
}

function roleChanged(state: RoomState, id: string, role: Role): RoomState {
  const member = state.members[id]
  return member ? { ...state, members: { ...state.members, [id]: { ...member, role } } } : state
}

function sourceChanged(state: RoomState, id: string, audio: boolean, video: boolean): RoomState {
  const source = state.sources[id]
  if (!source) return state
  return { ...state, sources: { ...state.sources, [id]: { ...source, audio, video } } }
}

function handRaised(state: RoomState, member: string, since: number): RoomState {
  if (state.hands.some((hand) => hand.member === member)) return state
  return { ...state, hands: [...state.hands, { member, since }] }
}

function floorGiven(state: RoomState, member: string): RoomState {
  return {
    ...state,
    hands: state.hands.filter((hand) => hand.member !== member),
    floor: [...state.floor.filter((other) => other !== member), member],
  }
}

function without<T>(entries: Record<string, T>, leaveOut: (entry: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter(([, entry]) => !leaveOut(entry)))
}
