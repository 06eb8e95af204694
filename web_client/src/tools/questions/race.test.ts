import { describe, expect, it } from 'vitest'

import { raceState } from './race'
import { askedOf } from './testing'

const racer = (place: string, first: boolean) => ({ place, after_ms: 100, uncertainty_ms: 5, first })

describe('a race', () => {
  it('opens by the clock that all share', () => {
    expect(raceState(askedOf('race'), 'a', false, 999)).toBe('soon')
    expect(raceState(askedOf('race'), 'a', false, 1000)).toBe('go')
    expect(raceState(askedOf('race'), 'a', true, 1200)).toBe('pressed')
  })

  it('is won alone, or tied', () => {
    expect(raceState(askedOf('race', { racers: [racer('a', true), racer('b', false)] }), 'a', true, 5000)).toBe('first')
    expect(raceState(askedOf('race', { racers: [racer('a', true), racer('b', true)] }), 'b', true, 5000)).toBe('tie')
  })

  it('is decided by the teacher', () => {
    const asked = askedOf('race', { racers: [racer('a', true), racer('b', true)], chosen: 1 })
    expect(raceState(asked, 'b', true, 5000)).toBe('chosen')
    expect(raceState(asked, 'a', true, 5000)).toBe('late')
  })

  it('is over for whoever did not press', () => {
    expect(raceState(askedOf('race', { racers: [] }), 'a', false, 5000)).toBe('over')
  })
})
