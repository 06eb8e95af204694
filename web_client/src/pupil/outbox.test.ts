import { describe, expect, it } from 'vitest'

import { Outbox } from './outbox'

const press = (key: string, question: string) => ({ key, question, given: ['A'], pressed_at: 1, uncertainty_ms: 2 })

function shelf() {
  const kept = new Map<string, string>()
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
}

describe('the outbox', () => {
  it('keeps presses over a reload', () => {
    const place = shelf()
    new Outbox(place, 'x').put(press('k1', 'q1'))
    expect(new Outbox(place, 'x').next?.key).toBe('k1')
  })

  it('sends only the last press of a question', () => {
    const outbox = new Outbox(shelf(), 'x')
    outbox.put(press('k1', 'q1'))
    outbox.put(press('k2', 'q1'))
    expect(outbox.next?.key).toBe('k2')
    outbox.settle('k1', 'counted')
    expect(outbox.next?.key).toBe('k2')
  })

  it('sends again what another server may not know', () => {
    const outbox = new Outbox(shelf(), 'x')
    outbox.put(press('k1', 'q1'))
    outbox.settle('k1', 'counted')
    expect(outbox.next).toBeNull()
    outbox.doubt('q1')
    expect(outbox.next?.key).toBe('k1')
  })

  it('begins anew where what was kept is unreadable', () => {
    expect(new Outbox({ getItem: () => '{', setItem: () => undefined }, 'x').next).toBeNull()
  })
})
