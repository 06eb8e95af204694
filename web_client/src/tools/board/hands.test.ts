import { describe, expect, it } from 'vitest'

import { EMPTY_ROOM } from '@/classroom/testing/empty'
import type { RoomState } from '@/protocol/messages'

import { undoKey } from './keys'
import { cleanText } from './lettering'
import { Missing } from './missing'
import { styleOf } from './palette'
import { Touch } from './pointers'

const contact = (pointerType: string, pointerId = 1, button = 0) => ({ pointerId, pointerType, button, isPrimary: true })

describe('who draws', () => {
  it('is one finger at a time', () => {
    const touch = new Touch()
    expect([touch.takes(contact('touch', 1)), touch.takes(contact('touch', 2))]).toEqual([true, false])
    expect([touch.releases(contact('touch', 2)), touch.releases(contact('touch', 1)), touch.takes(contact('touch', 3))]).toEqual([false, true, true])
  })

  it('is no hand that rests beside a pen', () => {
    const touch = new Touch()
    touch.takes(contact('pen', 1))
    touch.releases(contact('pen', 1))
    expect([touch.takes(contact('touch', 2)), touch.takes(contact('mouse', 3))]).toEqual([false, true])
  })

  it('is not the right button of a mouse', () => {
    expect(new Touch().takes(contact('mouse', 1, 2))).toBe(false)
  })
})

describe('keys', () => {
  const key = (name: string, more = {}) => ({ key: name, ctrlKey: true, metaKey: false, altKey: false, shiftKey: false, target: null, ...more })

  it('undo and do again', () => {
    expect([undoKey(key('z')), undoKey(key('Z', { shiftKey: true })), undoKey(key('y'))]).toEqual(['undo', 'redo', 'redo'])
  })

  it('of others are left alone', () => {
    expect([undoKey(key('z', { ctrlKey: false })), undoKey(key('z', { altKey: true })), undoKey(key('a'))]).toEqual([null, null, null])
  })
})

describe('a typed text', () => {
  it('keeps its lines, and nothing that cannot be printed', () => {
    expect(cleanText('\n荷塘\u0007月色\u202e\r\n  朱自清\t1927 \n\n')).toBe('荷塘月色\n  朱自清    1927')
  })

  it('is cut to what the server takes', () => {
    expect(cleanText('字'.repeat(900))).toHaveLength(500)
    expect(cleanText('行\n'.repeat(90)).split('\n')).toHaveLength(20)
  })
})

describe('the tool in hand', () => {
  it('draws in its own width', () => {
    const widths = (['pen', 'highlighter', 'text'] as const).map((tool) => styleOf({ tool, colour: '#1d2426', width: 'medium' })?.width)
    expect(new Set(widths).size).toBe(3)
  })

  it('may leave no mark', () => {
    expect((['laser', 'eraser', 'none'] as const).map((tool) => styleOf({ tool, colour: '#1d2426', width: 'thin' }))).toEqual([null, null, null])
  })
})

describe('marks that the snapshot left out', () => {
  const room: RoomState = {
    ...EMPTY_ROOM,
    board: { ...EMPTY_ROOM.board, surfaces: { many: { count: 90, marks: null }, few: { count: 2, marks: null }, held: { count: 1, marks: [] } } },
  }

  it('are asked for at once where they are drawn, and once', () => {
    const asked: string[] = []
    const missing = new Missing((surface) => asked.push(surface))
    for (const name of ['many', 'many', 'held', 'unknown']) missing.need(room, name, 0)
    expect(asked).toEqual(['many'])
    missing.need(room, 'many', 11_000)
    expect(asked).toEqual(['many', 'many'])
  })

  it('come quietly one by one, the fewest first', () => {
    const asked: string[] = []
    const missing = new Missing((surface) => asked.push(surface))
    for (let now = 0; now < 5_000; now += 1000) missing.look(room, now)
    expect(asked).toEqual(['few'])
  })
})
