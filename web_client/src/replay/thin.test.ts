import { describe, expect, it } from 'vitest'

import { indexOf, takeOf } from './fixtures'
import { fragmentsOf, type Fragment } from './takes'
import { thinned, type Scene } from './thin'

/** Sounds of a minute that take so many kbit/s each. */
function sounds(kbits: Record<string, number>): Map<string, Fragment[]> {
  const minuteOf = (source: string) => fragmentsOf(takeOf(source, 'audio', 0, 60), indexOf(takeOf(source, 'audio', 0, 60)))
  return new Map(Object.entries(kbits).map(([source, rate]) => [source, minuteOf(source).map((one) => ({ ...one, size: rate * 125 }))]))
}

/** How many seconds of each are worth fetching. */
const heard = (kbits: Record<string, number>, ...scenes: Scene[]): Record<string, number> =>
  Object.fromEntries([...thinned(sounds(kbits), scenes)].map(([source, pieces]) => [source, pieces.length]))

const whole = (...first: string[]): Scene => ({ end: Infinity, first })

describe('a thin line', () => {
  it('carries every sound while that is little', () => {
    expect(heard({ t: 48, a: 30, b: 10 }, whole('t'))).toEqual({ t: 60, a: 60, b: 60 })
  })

  it('carries the sounds that matter most, and of the others what fits', () => {
    expect(heard({ a: 48, b: 48, c: 3, t: 48 }, whole('b', 't'))).toEqual({ a: 0, b: 60, c: 60, t: 60 })
  })

  it('always carries what matters most', () => {
    expect(heard({ a: 90, t: 90 }, whole('a', 't'))).toEqual({ a: 60, t: 60 })
  })

  it('goes to whoever has the floor next', () => {
    const scenes = [{ end: 20.5, first: ['a', 't'] }, whole('b', 't')]
    expect(heard({ a: 48, b: 48, t: 48 }, ...scenes)).toEqual({ a: 21, b: 39, t: 60 })
  })

  it('knows of scenes in which nothing sounds', () => {
    expect(heard({}, whole('t'))).toEqual({})
    expect(heard({ t: 48 }, { end: -5, first: ['a'] }, whole('t'))).toEqual({ t: 60 })
  })
})
