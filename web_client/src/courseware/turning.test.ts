import { describe, expect, it } from 'vitest'

import { turnOf, type Key } from './turning'

const key = (name: string, change: Partial<Key> = {}): Key => {
  return { key: name, target: { tagName: 'BODY' }, defaultPrevented: false, ctrlKey: false, altKey: false, metaKey: false, ...change }
}

describe('a key', () => {
  it.each([
    ['PageDown', 3],
    ['PageUp', 1],
    ['ArrowRight', 3],
    ['ArrowLeft', 1],
  ])('%s turns from page 2 to %i', (name, page) => expect(turnOf(key(name), 2, 9)).toBe(page))

  it('turns no further than the last page', () => expect(turnOf(key('PageDown'), 9, 9)).toBe(9))
  it('of a remote turns though a button has the focus', () => {
    expect(turnOf(key('PageDown', { target: { tagName: 'BUTTON' } }), 2, 9)).toBe(3)
  })
  it('with an arrow is left to what has the focus', () => {
    expect(turnOf(key('ArrowRight', { target: { tagName: 'BUTTON' } }), 2, 9)).toBeNull()
  })
  it('in a text turns nothing', () => expect(turnOf(key('PageDown', { target: { tagName: 'TEXTAREA' } }), 2, 9)).toBeNull())
  it('that was made use of turns nothing', () => expect(turnOf(key('PageDown', { defaultPrevented: true }), 2, 9)).toBeNull())
  it('of another meaning turns nothing', () => expect(turnOf(key('PageDown', { ctrlKey: true }), 2, 9)).toBeNull())
})
