import { describe, expect, it } from 'vitest'

import { actionOf, type Pressed, type Situation } from './keys'

const press = (key: string, situation: Partial<Situation> = {}, more: Partial<Pressed> = {}) =>
  actionOf({ key, repeat: false, ctrlKey: false, altKey: false, metaKey: false, ...more }, { focus: 'nothing', asked: false, ...situation })

describe('keys of a keyboard', () => {
  it('raise the hand with the largest ones', () => {
    for (const key of [' ', 'Enter']) expect(press(key)).toEqual({ do: 'hand' })
  })

  it('leave Enter and Space to a button that has the focus', () => {
    expect(press('Enter', { focus: 'control' })).toBeNull()
    expect(press('h', { focus: 'control' })).toEqual({ do: 'hear' })
  })

  it('say what is wrong by a letter, small or large', () => {
    expect([press('h'), press('V')]).toEqual([{ do: 'hear' }, { do: 'see' }])
  })

  it('answer by numbers only while something is asked', () => {
    expect(press('3')).toBeNull()
    expect(press('3', { asked: true })).toEqual({ do: 'answer', number: 3 })
  })

  it('are for writing where there is something to write in', () => {
    for (const key of [' ', 'h', '1', 'F5']) expect(press(key, { focus: 'text', asked: true })).toBeNull()
  })

  it('count once when they are held, and not as shortcuts of the browser', () => {
    expect(press(' ', {}, { repeat: true })).toBeNull()
    expect(press('h', {}, { ctrlKey: true })).toBeNull()
  })
})

describe("a presenter's remote", () => {
  it('raises the hand, asks for help, and shows what its keys do', () => {
    expect(['PageDown', 'PageUp', 'b', '.', 'F5'].map((key) => press(key)?.do)).toEqual(['hand', 'hear', 'see', 'see', 'sheet'])
  })

  it('goes through the answers and chooses one while something is asked', () => {
    expect(press('PageDown', { asked: true })).toEqual({ do: 'turn', step: 1 })
    expect(press('PageUp', { asked: true })).toEqual({ do: 'turn', step: -1 })
    expect(['b', '.', 'F5'].map((key) => press(key, { asked: true })?.do)).toEqual(['choose', 'choose', 'hand'])
  })
})
