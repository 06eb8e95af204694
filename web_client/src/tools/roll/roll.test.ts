import { expect, it } from 'vitest'

import { EMPTY_ROOM } from '@/classroom/testing/empty'
import type { Member, RoomState } from '@/protocol/messages'

import { rollOf } from './roll'

const classroom = (id: string, present = true): Member => ({ id, name: id, role: 'rural', place: '', present })
const call = (present: number) => ({ present, absent: [], by: null, at: 0 })

function room(confirmed: RoomState['roll']['confirmed']): RoomState {
  const members = { li: { ...classroom('li'), role: 'master' as const }, east: classroom('east'), west: classroom('west'), away: classroom('away', false) }
  return { ...EMPTY_ROOM, members, roll: { expected: { east: 30, west: 28 }, confirmed } }
}

it('adds up what was counted and what was expected', () => {
  const sum = rollOf(room({ east: call(29), west: call(28) }))
  expect([sum.present, sum.expected]).toEqual([57, 58])
})

it('names the classrooms that are here and were not counted', () => {
  expect(rollOf(room({ east: call(29) })).missing.map((row) => row.member)).toEqual(['west'])
})

it('lists classrooms alone', () => {
  expect(rollOf(room({})).rows.map((row) => row.member)).toEqual(['east', 'west', 'away'])
})
