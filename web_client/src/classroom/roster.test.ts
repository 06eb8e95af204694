import { describe, expect, it } from 'vitest'

import { clockText, expected, roster } from './roster'
import { line, member, room } from './testing/room'

describe('the roster', () => {
  it('has a key for each classroom, in an order that stays', () => {
    const left = room({ members: { ...room().members, a: member('a', 'rural', { present: false }) } })
    expect(roster(left, new Map()).map((one) => [one.member, one.key, one.present])).toEqual([
      ['a', 1, false],
      ['b', 2, true],
    ])
  })

  it('numbers the raised hands in the order in which they went up', () => {
    const hands = [
      { member: 'b', since: 10 },
      { member: 'a', since: 20 },
    ]
    expect(roster(room({ hands }), new Map()).map((one) => [one.handOrder, one.handSince])).toEqual([
      [2, 20],
      [1, 10],
    ])
  })

  it('knows line and floor of a classroom', () => {
    const lines = new Map([['a', line('a', { quality: 'fair' })]])
    expect(roster(room({ floor: ['a'] }), lines)[0]).toMatchObject({ line: { quality: 'fair' }, onFloor: true })
  })
})

describe('the expected classrooms', () => {
  const timetable = [
    { id: 'a', name: '三年级一班', school: '沙坪小学' },
    { id: 'c', name: '教学点', school: '' },
  ]

  it('are those of the timetable, then those that came by themselves', () => {
    expect(expected(timetable, room())).toEqual([
      { key: 'a', name: '沙坪小学 三年级一班', present: true },
      { key: 'c', name: '教学点', present: false },
      { key: 'b', name: 'B', present: true },
    ])
  })

  it('are absent while nothing is known of the room', () => {
    expect(expected(timetable, null).some((one) => one.present)).toBe(false)
  })
})

it('writes the lesson clock', () => {
  expect([0, 65_000, 3_725_000, -5].map(clockText)).toEqual(['00:00', '01:05', '1:02:05', '00:00'])
})
