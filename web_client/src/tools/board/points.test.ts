import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { PRESSURE, readPoints, step, STEPS, writePoints, type Point } from './points'

const file = fileURLToPath(new URL('../../../../tests/data/board_points.json', import.meta.url))
const told = JSON.parse(readFileSync(file, 'utf8')) as { read: { text: string; points: Point[] }[]; refused: string[] }

describe('the points of a drawing', () => {
  it.each(told.read)('are written as the server reads them: $text', ({ text, points }) => {
    expect(writePoints(points)).toBe(text)
    expect(readPoints(text)).toEqual(points)
  })

  it.each(told.refused)('end where a text cannot be read: %j', (text) => {
    expect(Array.isArray(readPoints(text))).toBe(true)
  })

  it('reach from edge to edge', () => {
    const corners: Point[] = [[0, 0, 0], [STEPS, STEPS, PRESSURE], [0, STEPS, 0]]
    expect(readPoints(writePoints(corners))).toEqual(corners)
  })

  it('stay on the surface', () => {
    expect([step(-0.1), step(0.5), step(1.2)]).toEqual([0, STEPS / 2, STEPS])
  })

  it('cost a written word less than two hundred characters', () => {
    const stroke = Array.from({ length: 30 }, (_, at): Point => [2000 + at * 40, 3000 + Math.round(90 * Math.sin(at)), 10 + (at % 4)])
    expect(writePoints(stroke).length).toBeLessThan(200)
  })
})
