import { expect, it } from 'vitest'

import { EMPTY_ROOM } from '@/classroom/testing/empty'
import type { RoomState } from '@/protocol/messages'

import { wallOf } from './wall'

const room: RoomState = {
  ...EMPTY_ROOM,
  members: { east: { id: 'east', name: 'East', role: 'rural', place: '', present: true } },
  turns: { ...EMPTY_ROOM.turns, spoken: { east: { count: 2, last_at: 900, total_ms: 100 } } },
  help: { asked: { east: { kind: 'see', since: 5 } } },
  arrangement: { ...EMPTY_ROOM.arrangement, spotlight: 'east/camera' },
}
const view = { lines: new Map() }

it('gathers what the teacher wants to know of a classroom', () => {
  const [east] = wallOf(room, view, new Map([['east', 0.5]]))
  expect(east).toMatchObject({ turns: 2, lastTurnAt: 900, need: { kind: 'see' }, roll: null, fetched: 0.5, spotlit: true })
})

it('knows the camera on the pupils while it sends', () => {
  const source = { id: 'east/pupils', member: 'east', kind: 'pupils' as const, audio: false, video: true, label: '' }
  const sees = (video: boolean) => wallOf({ ...room, sources: { 'east/pupils': { ...source, video } } }, view, new Map())[0]?.hasPupilsPicture
  expect([sees(true), sees(false)]).toEqual([true, false])
})

it('knows nothing of one that has just come', () => {
  const [east] = wallOf({ ...room, turns: EMPTY_ROOM.turns, help: EMPTY_ROOM.help, arrangement: EMPTY_ROOM.arrangement }, view, new Map())
  expect(east).toMatchObject({ turns: 0, lastTurnAt: null, need: null, fetched: null, spotlit: false })
})
