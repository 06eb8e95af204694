import { describe, expect, it } from 'vitest'

import en from '@/locales/en/technician'

import { curvePath, heightOf } from './curve'
import { FIGURES, figureNamed, gradeOf, lastKnown, written } from './figures'

const FRAME = { width: 100, height: 50, top: 10 }

describe('a curve', () => {
  it('goes through every value, the oldest at the left', () => {
    expect(curvePath([0, 5000, 10_000], [0, 5, 10], 0, 10_000, FRAME)).toBe('M0.0 50.0L50.0 25.0L100.0 0.0')
  })

  it('has a gap where nothing was known', () => {
    expect(curvePath([0, 1000, 2000], [5, null, 5], 0, 2000, FRAME)).toBe('M0.0 25.0M100.0 25.0')
    expect(curvePath([0, 60_000], [5, 5], 0, 60_000, FRAME)).toBe('M0.0 25.0M100.0 25.0')
  })

  it('stays inside its frame', () => {
    expect([heightOf(99, FRAME), heightOf(-1, FRAME)]).toEqual([0, 50])
  })
})

describe('a figure', () => {
  it('is graded by its limits', () => {
    expect([0.01, 0.02, 0.08].map((loss) => gradeOf(figureNamed('down_loss'), loss))).toEqual(['good', 'fair', 'poor'])
  })

  it('of a rate is the worse the lower it is', () => {
    expect([25, 10, 3].map((fps) => gradeOf(figureNamed('down_frames_per_second'), fps))).toEqual(['good', 'fair', 'poor'])
  })

  it('that is not known is not bad', () => {
    expect(gradeOf(figureNamed('up_bitrate'), null)).toBe('good')
    expect(written(figureNamed('up_bitrate'), null)).toBe('–')
  })

  it('is written with its unit', () => {
    expect(written(figureNamed('down_loss'), 0.123)).toBe('12 %')
    expect(written(figureNamed('down_loss'), 0.012)).toBe('1.2 %')
    expect(written(figureNamed('down_bitrate'), 1_640_000)).toBe('1.6 Mbit/s')
    expect(written(figureNamed('down_bitrate'), 130_400)).toBe('130 kbit/s')
    expect(written(figureNamed('down_rtt_ms'), 81.4)).toBe('81 ms')
  })

  it('says what it means and what to do', () => {
    for (const { name } of FIGURES) expect(Object.keys(en.figure)).toContain(name)
  })

  it('is the last that is known', () => {
    expect(lastKnown([1, 2, null])).toBe(2)
    expect(lastKnown(undefined)).toBeNull()
  })
})
