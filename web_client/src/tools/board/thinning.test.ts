import { describe, expect, it } from 'vitest'

import type { Point } from './points'
import { Thinning } from './thinning'

function thinned(points: readonly Point[], ratio = 1): Point[] {
  const thinning = new Thinning(ratio)
  points.forEach((point) => thinning.add(point))
  return thinning.points
}

const times = (count: number, at: (n: number) => Point): Point[] => Array.from({ length: count }, (_, n) => at(n))

describe('the points that are kept of a stroke', () => {
  it('of a straight line are its ends', () => {
    expect(thinned(times(30, (n) => [n * 10, n * 5]))).toEqual([[0, 0], [290, 145]])
  })

  it('hold a corner', () => {
    expect(thinned([[0, 0], [50, 0], [100, 0], [100, 50], [100, 100]])).toEqual([[0, 0], [100, 0], [100, 100]])
  })

  it('are few, and never far from where the pen was', () => {
    const circle = times(400, (n) => [Math.round(4000 + 900 * Math.cos(n / 60)), Math.round(4000 + 900 * Math.sin(n / 60))])
    const kept = thinned(circle)
    expect(kept.length).toBeLessThan(80)
    expect(Math.max(...circle.map((point) => distance(point, kept)))).toBeLessThan(4)
  })

  it('hold where the pressure changes', () => {
    expect(thinned(times(9, (n) => [n * 10, 0, n < 5 ? 0 : 20])).length).toBeGreaterThan(2)
  })

  it('say nothing twice of a pen that rests', () => {
    expect(thinned([[5, 5], [5, 5], [5, 5]])).toEqual([[5, 5]])
  })

  it('are final but for the tip', () => {
    const thinning = new Thinning(1)
    thinning.add([0, 0])
    thinning.add([100, 0])
    const before = thinning.points.slice(0, thinning.settled)
    thinning.add([100, 100])
    expect(thinning.points.slice(0, before.length)).toEqual(before)
  })
})

function distance(point: Point, line: Point[]): number {
  return Math.min(...line.slice(1).map((to, at) => toSegment(point, line[at] ?? to, to)))
}

function toSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const share = length ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) : 0
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))
}
