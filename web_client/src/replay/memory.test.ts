import { describe, expect, it } from 'vitest'

import { recall, remember } from './memory'

function storage(entries: Record<string, string> = {}): Pick<Storage, 'getItem' | 'setItem'> {
  return { getItem: (key) => entries[key] ?? null, setItem: (key, value) => void (entries[key] = value) }
}

describe('what a browser remembers', () => {
  it('is what it was told, for that recording alone', () => {
    const store = storage()
    const kept = { position: 61.5, speed: 1.5, hidden: ['a/camera'], muted: ['t/camera'] }
    remember('r1', kept, store)
    expect(recall('r1', store)).toEqual(kept)
    expect(recall('r2', store).position).toBe(0)
  })

  it.each(['{broken', '{"position":"x","speed":-1,"hidden":5}', 'null'])('is a fresh start when the entry is %s', (entry) => {
    expect(recall('r1', storage({ 'tongke.replay.r1': entry }))).toEqual({ position: 0, speed: 1, hidden: [], muted: [] })
  })

  it('is no reason to fail when nothing can be kept', () => {
    const full = { setItem: () => { throw new Error('full') } }
    expect(() => remember('r1', recall('r1', storage()), full)).not.toThrow()
  })
})
