import { expect, it } from 'vitest'

import { leap, loopAt, nextLoop, stretchAt } from './passage'

const silences = [{ start: 10, end: 20 }, { start: 30, end: 33 }]

it('leaps over a silence, but for a breath before and after', () => {
  expect(leap(10.1, { silences, loop: null })).toBeNull()
  expect(leap(10.4, { silences, loop: null })).toBeCloseTo(19.7)
  expect(leap(25, { silences, loop: null })).toBeNull()
})

it('does not leap when the silence is nearly over', () => {
  expect(leap(19.4, { silences, loop: null })).toBeNull()
})

it('leaves silences alone when nobody asked', () => {
  expect(leap(12, { silences: null, loop: null })).toBeNull()
})

it('goes round in a loop', () => {
  expect(leap(44.9, { silences: null, loop: { start: 40, end: 45 } })).toBeNull()
  expect(leap(45.01, { silences: null, loop: { start: 40, end: 45 } })).toBe(40)
})

it('leaps over a silence no further than the loop goes', () => {
  expect(leap(12, { silences, loop: { start: 5, end: 15 } })).toBe(15)
})

it('makes a loop of two presses in either order, and ends it with a third', () => {
  const opened = nextLoop(null, 50)
  expect(opened).toEqual({ start: 50, end: Infinity })
  const closed = nextLoop(opened, 40)
  expect(closed).toEqual({ start: 40, end: 50 })
  expect(nextLoop(closed, 42)).toBeNull()
})

it.each([[39, true], [44, true], [46, false]])('a loop from 40 to 45 s is left for %i s: stays %s', (position, stays) => {
  expect(loopAt({ start: 40, end: 45 }, position) !== null).toBe(stays)
})

it('keeps a loop long enough to be played', () => {
  expect(nextLoop({ start: 50, end: Infinity }, 50)).toEqual({ start: 50, end: 50.5 })
})

it('finds the stretch that holds a moment', () => {
  expect(stretchAt(silences, 31)).toBe(silences[1])
  expect(stretchAt(silences, 20)).toBeNull()
  expect(stretchAt([], 1)).toBeNull()
})
