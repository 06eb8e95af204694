import { expect, it } from 'vitest'

import { wayOut } from './holes'

const held = [[0, 10], [10.4, 20], [30, 40]] as const

it('goes on behind a short hole', () => {
  expect(wayOut(held, 9.95, 9.95)).toBe(10.4)
})

it('goes to where the lesson is, if that is there', () => {
  expect(wayOut(held, 9.99, 15)).toBe(15)
})

it('waits in a long hole, and at the end of all', () => {
  expect(wayOut(held, 19.95, 20)).toBeNull()
  expect(wayOut(held, 39.95, 40)).toBeNull()
})

it('goes after a lesson that did not wait, though nothing is there yet', () => {
  expect(wayOut(held, 25, 48)).toBe(48)
})

it('has no business while there is something to play', () => {
  expect(wayOut(held, 5, 15)).toBeNull()
})
