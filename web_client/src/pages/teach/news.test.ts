import { expect, it } from 'vitest'

import { EMPTY_ROOM } from '@/classroom/testing/empty'
import type { Member, RoomState } from '@/protocol/messages'

import { newsBetween } from './news'

const member = (id: string, present = true): Member => ({ id, name: `school ${id}`, role: 'rural', place: '', present })
const before: RoomState = { ...EMPTY_ROOM, members: { east: member('east'), west: member('west', false) } }

const told = (after: Partial<RoomState>, own: string | null = null): string[] =>
  newsBetween(before, { ...before, ...after }, own).map(({ what, name, urgent }) => `${what} ${name}${urgent ? '!' : ''}`)

it('tells of a hand and of who speaks', () => {
  expect(told({ hands: [{ member: 'east', since: 1 }] })).toEqual(['hand school east'])
  expect(told({ floor: ['east'] })).toEqual(['floor school east'])
})

it('tells of a call for help at once', () => {
  expect(told({ help: { asked: { east: { kind: 'hear', since: 1 } } } })).toEqual(['need_hear school east!'])
})

it('tells who comes and who goes', () => {
  expect(told({ members: { east: member('east', false), west: member('west') } })).toEqual(['joined school west', 'left school east'])
})

it('says nothing of what one does oneself', () => {
  expect(told({ floor: ['east'] }, 'east')).toEqual([])
})
