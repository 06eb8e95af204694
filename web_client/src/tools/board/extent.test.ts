import { describe, expect, it } from 'vitest'

import type { Drawing } from '@/protocol/messages'

import { extentOf, isTouched, overlap, passed, union } from './extent'
import { writePoints, type Point } from './points'

const drawn = (tool: Drawing['tool'], points: Point[], text = ''): Drawing => ({
  stroke: 1,
  tool,
  colour: '#1d2426',
  width: 4,
  points: writePoints(points),
  text,
})
const LINE = drawn('pen', [[1000, 1000], [2000, 1000], [2000, 3000]])

describe('an eraser', () => {
  it('touches a line where it passes, not in the corner of its box', () => {
    expect([isTouched(LINE, 1, 1500, 1010, 40), isTouched(LINE, 1, 2010, 2000, 40), isTouched(LINE, 1, 1200, 2800, 40)]).toEqual([true, true, false])
  })

  it('skips nothing when the hand is fast', () => {
    const way = passed([1500, 0], [[1500, 6000]], 40)
    expect(way.some(([x, y]) => isTouched(LINE, 1, x, y, 40))).toBe(true)
    expect(way.at(-1)).toEqual([1500, 6000])
    expect(passed(undefined, [[7, 7]], 40)).toEqual([[7, 7]])
  })

  it('touches a frame at its sides, not in its middle', () => {
    for (const tool of ['rectangle', 'ellipse'] as const) {
      const frame = drawn(tool, [[1000, 1000], [3000, 2000]])
      expect([isTouched(frame, 1, 1000, 1500, 40), isTouched(frame, 1, 2000, 1500, 40)]).toEqual([true, false])
    }
  })

  it('touches a dot and a text', () => {
    expect(isTouched(drawn('pen', [[500, 500]]), 1, 510, 510, 40)).toBe(true)
    expect(isTouched(drawn('text', [[500, 500]], '荷塘月色'), 1, 600, 520, 10)).toBe(true)
  })

  it('measures both ways in steps of the width', () => {
    expect(isTouched(LINE, 0.5, 2000, 1000, 20)).toBe(true)
    expect(isTouched(LINE, 0.5, 2000, 1600, 20)).toBe(false)
  })
})

describe('the extent of a drawing', () => {
  it('holds all of it with its width', () => {
    const { left, top, right, bottom } = extentOf(LINE, 1)
    expect([left < 985, top < 985, right > 2015, bottom > 3015]).toEqual([true, true, true, true])
  })

  it('of a text grows with its lines and letters', () => {
    const [short, long] = ['荷', '荷塘月色\n朱自清'].map((text) => extentOf(drawn('text', [[0, 0]], text), 1))
    expect(long && short && long.right > short.right && long.bottom > short.bottom).toBe(true)
  })

  it('overlaps its neighbour and is held by their union', () => {
    const [a, b] = [{ left: 0, top: 0, right: 10, bottom: 10 }, { left: 9, top: 9, right: 20, bottom: 20 }]
    expect([overlap(a, b), overlap(a, { ...b, left: 10 })]).toEqual([true, false])
    expect(union([a, b])).toEqual({ left: 0, top: 0, right: 20, bottom: 20 })
  })
})
