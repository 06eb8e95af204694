import { describe, expect, it } from 'vitest'

import { Drift, PICTURE, SOUND, type Manners } from './drift'

/** A player whose jumps take `landing` seconds; how far it is off after `seconds` of being corrected 20 times a second. */
function offAfter(seconds: number, manners: Manners, off: number, clockSkew = 0, landing = 0.2): number {
  const drift = new Drift(manners)
  let [element, rate, landsAt] = [off, 1, 0]
  for (let tick = 0; tick < seconds * 20; tick += 1) {
    const now = tick / 20
    if (now >= landsAt) element += (rate * (1 + clockSkew)) / 20
    const correction = drift.correct((tick + 1) / 20, element, 1, now)
    if (correction.do === 'rate') rate = correction.rate
    else [element, landsAt] = [correction.to, now + landing]
  }
  return element - seconds
}

describe('a view out of step', () => {
  it('is left alone when nobody can notice', () => {
    expect(new Drift(SOUND).correct(10, 10.02, 1, 0)).toEqual({ do: 'rate', rate: 1 })
  })

  it('keeps the chosen speed', () => {
    expect(new Drift(SOUND).correct(10, 10, 1.5, 0)).toEqual({ do: 'rate', rate: 1.5 })
  })

  it('slows a little when it is ahead', () => {
    expect(new Drift(SOUND).correct(10, 10.1, 1, 0)).toEqual({ do: 'rate', rate: 0.94 })
  })

  it('jumps when its sound is off by more than the ear forgives', () => {
    expect(new Drift(SOUND).correct(10, 9.8, 1, 0)).toMatchObject({ do: 'seek' })
  })

  it('bears with so much more of the lesson as it plays faster', () => {
    expect(new Drift(SOUND).correct(10, 9.7, 3, 0)).toMatchObject({ do: 'rate' })
    expect(new Drift(SOUND).correct(10, 9.6, 3, 0)).toMatchObject({ do: 'seek' })
  })

  it('hurries a silent picture rather than decoding everything anew', () => {
    expect(new Drift(PICTURE).correct(10, 9.5, 1, 0)).toEqual({ do: 'rate', rate: 1.5 })
  })

  it('does not jump again before the last jump has landed', () => {
    const drift = new Drift(SOUND)
    drift.correct(10, 9, 1, 0)
    expect(drift.correct(10.1, 9.5, 1, 0.1).do).toBe('rate')
  })

  it.each([
    [SOUND, 1],
    [SOUND, -3],
    [PICTURE, 1],
    [PICTURE, -20],
    [PICTURE, 0.4],
  ])('is back within 30 ms after six seconds', (manners, off) => {
    expect(Math.abs(offAfter(6, manners, off))).toBeLessThan(0.03)
  })

  it('stays in step although its clock is one part in a hundred fast', () => {
    expect(Math.abs(offAfter(60, PICTURE, 0, 0.01))).toBeLessThan(0.04)
  })
})
