import { describe, expect, it } from 'vitest'

import { placeByKey, placed } from './ordering'

describe('putting a list into order', () => {
  it('moves an entry down and up', () => {
    expect(placed(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
    expect(placed(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  })
  it('keeps the list where there is no such place', () => {
    expect(placed(['a', 'b'], 0, 2)).toEqual(['a', 'b'])
    expect(placed(['a', 'b'], 5, 0)).toEqual(['a', 'b'])
  })
  it('goes by arrows, to the top and to the end', () => {
    expect(['ArrowUp', 'ArrowDown', 'Home', 'End'].map((key) => placeByKey(key, 1, 4))).toEqual([0, 2, 0, 3])
  })
  it('goes nowhere beyond the ends or by other keys', () => {
    expect([placeByKey('ArrowUp', 0, 3), placeByKey('ArrowDown', 2, 3), placeByKey('Enter', 1, 3)]).toEqual([null, null, null])
  })
})
