import { describe, expect, it } from 'vitest'

import { answeredBy, barsOf } from './counts'
import { askedOf } from './testing'

describe('counts', () => {
  it('add up what all places have answered', () => {
    const tallies = { a: { counts: { A: 3, B: 1 }, answered: 4, chosen: null }, b: { counts: { B: 2 }, answered: 2, chosen: null } }
    const asked = askedOf('single', { tallies })
    expect(barsOf(asked).map(({ name, count }) => [name, count])).toEqual([
      ['A', 3],
      ['B', 3],
      ['C', 0],
    ])
    expect(answeredBy(asked)).toEqual({ pupils: 6, classes: 0 })
  })

  it('are those of the classes where no pupil was counted', () => {
    const tallies = { a: { counts: {}, answered: 0, chosen: ['B'] }, b: { counts: {}, answered: 0, chosen: ['B'] } }
    expect(barsOf(askedOf('single', { tallies })).find(({ name }) => name === 'B')).toMatchObject({ count: 2, height: 1 })
  })

  it('of orders are by order, the most common first, with the right one even if nobody gave it', () => {
    const tallies = { a: { counts: { BCA: 1, ABC: 4 }, answered: 5, chosen: null } }
    const bars = barsOf(askedOf('order', { tallies, answer: ['C', 'B', 'A'] }))
    expect(bars.map(({ name, right }) => [name, right])).toEqual([
      ['ABC', false],
      ['BCA', false],
      ['CBA', true],
    ])
  })
})
