import { describe, expect, it } from 'vitest'

import type { RubricBody } from '@/api/rounds'

import { emptySheet, levelOf, pointsIn, pointsOf, suggested, totalOf, unscored } from './sheet'

const item = { id: 'a', title: '甲', text: '', weight: 40, levels: [{ title: '优', percent: 95 }, { title: '良', percent: 80 }] }
const rubric: RubricBody = { title: '', text: '', items: [item, { ...item, id: 'b', weight: 60, levels: [] }] }

describe('a score sheet', () => {
  it('adds up what is scored and names what is not', () => {
    const sheet = { ...emptySheet(), items: { a: { points: 30.5, text: '' } } }
    expect([totalOf(rubric, sheet), unscored(rubric, sheet)]).toEqual([30.5, ['b']])
  })

  it.each([['38', 38], ['38.26', 38.3], ['3,5', 3.5], ['99', 40], ['-1', 0], ['', null], ['x', null]])('reads %j as %j points of 40', (typed, points) => {
    expect(pointsIn(typed, 40)).toBe(points)
  })

  it('takes a level for its share of the weight, and a score for the nearest level', () => {
    expect([pointsOf(item, 95), levelOf(item, 36), levelOf(item, 20), levelOf(item, null)]).toEqual([38, '优', '良', null])
  })

  it('suggests the mean of what was given at moments', () => {
    const moments = [30, 35].map((points, at_ms) => ({ at_ms, item: 'a', points, text: '' }))
    expect([suggested({ ...emptySheet(), moments }, 'a'), suggested(emptySheet(), 'a')]).toEqual([32.5, null])
  })
})
