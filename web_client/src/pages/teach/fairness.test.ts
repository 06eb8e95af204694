import { expect, it } from 'vitest'

import { draw, drawBelow, due, isUneven, type Candidate } from './fairness'

const one = (member: string, turns: number, lastTurnAt: number | null = null): Candidate => ({ member, turns, lastTurnAt })
const names = (candidates: Candidate[]): string[] => candidates.map(({ member }) => member)

it('names those who have not spoken yet', () => {
  expect(names(due([one('a', 2, 5), one('b', 0), one('c', 0)]))).toEqual(['b', 'c'])
})

it('names first who spoke longest ago among equals', () => {
  expect(names(due([one('a', 1, 900), one('b', 1, 300)]))).toEqual(['b', 'a'])
})

it('gives no hint while all have had as many turns', () => {
  expect(isUneven([one('a', 1, 1), one('b', 1, 2)])).toBe(false)
  expect(isUneven([one('a', 1, 1), one('b', 0)])).toBe(true)
})

it('draws among those with the fewest turns only', () => {
  const drawn = new Set(Array.from({ length: 60 }, () => draw([one('a', 3, 1), one('b', 1, 1), one('c', 1, 1)])?.member))
  expect([...drawn].sort()).toEqual(['b', 'c'])
})

it('draws nobody where nobody is', () => {
  expect(draw([])).toBeNull()
})

it('throws away numbers that would favour the first', () => {
  const numbers = [2 ** 32 - 1, 7]
  expect(drawBelow(3, (values) => (values[0] = numbers.shift() ?? 0))).toBe(1)
})
