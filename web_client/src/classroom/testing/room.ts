/** A small room for the tests: one teacher `t`, classrooms `a` and `b`, each with a camera, in a live lesson. */
import type { Cue, CueEvent, Line, Member, RoomState, Source } from '@/protocol/messages'

import { EMPTY_ROOM } from './empty'

export function member(id: string, role: Member['role'], change: Partial<Member> = {}): Member {
  return { id, name: id.toUpperCase(), role, place: '', present: true, ...change }
}

export function camera(owner: string, change: Partial<Source> = {}): Source {
  return { id: `${owner}/camera`, member: owner, kind: 'camera', audio: true, video: true, label: '', ...change }
}

export function screen(owner: string): Source {
  return { id: `${owner}/screen`, member: owner, kind: 'screen', audio: false, video: true, label: '' }
}

export function room(change: Partial<RoomState> = {}): RoomState {
  return {
    ...EMPTY_ROOM,
    lesson: {
      id: 'lesson',
      title: '荷塘月色',
      subject: '',
      phase: 'live',
      started_at: 1000,
      ended_at: null,
      recording: 'on',
      recording_reason: '',
    },
    members: { t: member('t', 'master'), a: member('a', 'rural'), b: member('b', 'rural') },
    sources: { 't/camera': camera('t'), 'a/camera': camera('a'), 'b/camera': camera('b') },
    hands: [],
    floor: [],
    ...change,
  }
}

export function cue(n: number, event: CueEvent): Cue {
  return { n, at: 1000 + n, by: null, event }
}

/** The line of a member on which everything is well, but for what `change` says. */
export function line(owner: string, change: Partial<Line> = {}): Line {
  const well = { quality: 'good', connected: true, sound: 'good', picture: 'good', cause: 'none', side: 'none', loss: 0, rtt_ms: null } as const
  return { member: owner, ...well, devices: [], ...change }
}
