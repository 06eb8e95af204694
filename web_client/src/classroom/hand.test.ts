import { describe, expect, it } from 'vitest'

import { handOf, pressOf } from './hand'
import { room } from './testing/room'

describe('a hand', () => {
  it('is down, raised, or has the floor', () => {
    expect(handOf(room(), 'a')).toBe('down')
    expect(handOf(room({ hands: [{ member: 'a', since: 1 }] }), 'a')).toBe('raised')
    expect(handOf(room({ floor: ['a'] }), 'a')).toBe('floor')
    expect(handOf(null, null)).toBe('down')
  })

  it('goes up, down again, and is given back with the floor', () => {
    expect(pressOf('down', false)).toEqual({ type: 'raise_hand', then: 'raised' })
    expect(pressOf('raised', false)).toEqual({ type: 'lower_hand', then: 'down' })
    expect(pressOf('floor', false)).toEqual({ type: 'return_floor', then: 'down' })
  })

  it('is not needed where anybody may speak', () => {
    expect(pressOf('down', true)).toEqual({ type: 'take_floor', then: 'floor' })
    expect(pressOf('raised', true)).toEqual({ type: 'take_floor', then: 'floor' })
    expect(pressOf('floor', true)).toEqual({ type: 'return_floor', then: 'down' })
  })
})
