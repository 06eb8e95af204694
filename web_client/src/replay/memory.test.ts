import { describe, expect, it } from 'vitest'

import { Memory } from './memory'

function storage(entries: Record<string, string> = {}): Pick<Storage, 'getItem' | 'setItem'> {
  return { getItem: (key) => entries[key] ?? null, setItem: (key, value) => void (entries[key] = value) }
}

const FRESH = { position: 0, hidden: [], muted: [], solo: null, volumes: {} }

describe('what a browser remembers', () => {
  it('is what it was told, for that recording alone', () => {
    const memory = new Memory(storage(), 'u1')
    const kept = { position: 61.5, hidden: ['a/camera'], muted: ['t/camera'], solo: 'a/camera', volumes: { 'a/camera': 0.5 } }
    memory.remember('r1', kept)
    expect(memory.recall('r1')).toEqual(kept)
    expect(memory.recall('r2')).toEqual(FRESH)
  })

  it.each([[400, 400], [70, 61.5]])('gives way to what another device has told (%i s), unless that is as good as the same', (elsewhere, position) => {
    const memory = new Memory(storage(), 'u1')
    memory.remember('r1', { ...FRESH, position: 61.5 })
    memory.elsewhere = elsewhere
    expect(memory.recall('r1').position).toBe(position)
  })

  it('is nobody else\'s', () => {
    const store = storage()
    new Memory(store, 'u1').remember('r1', { ...FRESH, position: 9 })
    expect(new Memory(store, 'u2').recall('r1').position).toBe(0)
  })

  it.each(['{broken', '{"position":"x","hidden":5,"volumes":{"a":"loud"}}', 'null'])('is a fresh start when the entry is %s', (entry) => {
    expect(new Memory(storage({ 'tongke.replay.u1.r1': entry }), 'u1').recall('r1')).toEqual(FRESH)
  })

  it('is no reason to fail when nothing can be kept', () => {
    const full = { getItem: () => null, setItem: () => { throw new Error('full') } }
    const memory = new Memory(full, 'u1')
    expect(() => memory.remember('r1', memory.recall('r1'))).not.toThrow()
  })

  it('holds how a person likes to watch, whatever the recording', () => {
    const memory = new Memory(storage(), 'u1')
    const taste = { ...memory.taste(), speed: 1.5, layout: 'grid' as const, lanes: { hands: false }, panel: 'log' }
    memory.keepTaste(taste)
    expect(memory.taste()).toEqual(taste)
  })

  it('takes a broken taste for none', () => {
    const memory = new Memory(storage({ 'tongke.replay.u1.taste': '{"speed":-1,"volume":7,"layout":"round","panel":4}' }), 'u1')
    expect(memory.taste()).toEqual({ speed: 1, volume: 1, layout: 'auto', skipping: false, light: false, lanes: {}, panel: null })
  })
})
