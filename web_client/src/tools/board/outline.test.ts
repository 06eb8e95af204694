import { describe, expect, it } from 'vitest'

import type { Drawing } from '@/protocol/messages'

import { lineWidth, outlineOf, smooth } from './outline'
import { STEPS, writePoints, type Point } from './points'

const drawn = (tool: Drawing['tool'], points: Point[], width = 4): Drawing => ({
  stroke: 1,
  tool,
  colour: '#1d2426',
  width,
  points: writePoints(points),
  text: '',
})
const numbers = (path: string): number[] => (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number)

describe('the outline of a drawing', () => {
  it('of a dot is a disc of its width', () => {
    const { path, line } = outlineOf(drawn('pen', [[4096, 4096]]), 1)
    const xs = numbers(path).filter((_, at) => at % 2 === 0)
    expect(line).toBe(0)
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(lineWidth({ width: 4 }), -1)
  })

  it('swells where the pen is pressed', () => {
    const height = (pressure: number): number => {
      const ys = numbers(outlineOf(drawn('pen', [[1000, 4096, pressure], [3000, 4096, pressure]], 10), 1).path).filter((_, at) => at % 2 === 1)
      return Math.max(...ys) - Math.min(...ys)
    }
    expect(height(31)).toBeGreaterThan(height(4) * 1.5)
  })

  it('is as high as the surface is for its width', () => {
    expect(outlineOf(drawn('line', [[0, 0], [STEPS, STEPS]]), 9 / 16).path).toBe('M0 0L8192 4608')
  })

  it('of a rectangle and an ellipse spans the two corners, however they were drawn', () => {
    expect(outlineOf(drawn('rectangle', [[300, 200], [100, 50]]), 1).path).toBe('M300 200H100V50H300Z')
    expect(outlineOf(drawn('ellipse', [[300, 200], [100, 50]]), 1).path).toMatch(/^M100 125A100 75 .* 300 125A/)
  })

  it('of an arrow has its head at the end', () => {
    expect(outlineOf(drawn('arrow', [[0, 100], [1000, 100]]), 1).path.split('M')[2]).toContain('L1000 100L')
  })

  it('of a text that is no drawing is nothing', () => {
    expect(outlineOf({ ...drawn('line', [[1, 1]]), points: '2' }, 1).path).toBe('')
  })
})

describe('a smooth line', () => {
  it('passes through every point that was kept', () => {
    const kept: [number, number, number][] = [[0, 0, 0.5], [300, 400, 0.5], [310, 800, 0.2]]
    const line = smooth(kept).map(([x, y]) => [Math.round(x), Math.round(y)])
    for (const [x, y] of kept) expect(line).toContainEqual([x, y])
  })

  it('does not leave a straight one', () => {
    expect(smooth([[0, 50, 0], [1000, 50, 0], [1010, 50, 0]]).every(([, y]) => Math.abs(y - 50) < 0.001)).toBe(true)
  })
})
