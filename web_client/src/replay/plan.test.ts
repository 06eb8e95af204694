import { describe, expect, it } from 'vitest'

import { fragmentsFrom, indexOf, takeOf } from './fixtures'
import { nextStep, ROOMY, TIGHT, type Held } from './plan'
import { fragmentsOf, type Fragment } from './takes'

const NOTHING: Held = { keys: new Set(), last: null }

function holding(fragments: Fragment[]): Held {
  const last = fragments.at(-1)
  return { keys: new Set(fragments.map((fragment) => fragment.key)), last: last ? last.key : null }
}

function appended(fragments: Fragment[], held: Held, position: number, limits = ROOMY): number[] {
  const step = nextStep(fragments, held, position, limits)
  return step?.do === 'append' ? step.batch.map((fragment) => fragment.number) : []
}

/** Carry out every step until none is left; the numbers that are then held. */
function settle(fragments: Fragment[], position: number, held: Set<string> = new Set()): Set<string> {
  let last: string | null = null
  for (let steps = 0; steps < 1000; steps += 1) {
    const step = nextStep(fragments, { keys: held, last }, position)
    if (!step) return held
    if (step.do === 'append') {
      for (const fragment of step.batch) held.add((last = fragment.key))
      continue
    }
    for (const { key, start, end } of fragments) {
      if (start >= step.start && end <= step.end) held.delete(key)
    }
  }
  throw new Error('never settles')
}

describe('what a buffer is given', () => {
  it('begins with a small batch for a quick picture', () => {
    expect(appended(fragmentsFrom(0, 60), NOTHING, 0)).toEqual([0, 1])
  })

  it('goes on with larger batches once the play head is served', () => {
    const fragments = fragmentsFrom(0, 60)
    expect(appended(fragments, holding(fragments.slice(0, 2)), 0)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('starts at the keyframe before the play head', () => {
    expect(appended(fragmentsFrom(0, 60, 10), NOTHING, 17)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18])
  })

  it('needs no keyframe to go on where it stopped', () => {
    const fragments = fragmentsFrom(0, 60, 10)
    expect(appended(fragments, holding(fragments.slice(0, 13)), 5)[0]).toBe(13)
  })

  it('stops thirty seconds ahead', () => {
    const fragments = fragmentsFrom(0, 600)
    const held = settle(fragments, 100)
    expect(held.has(fragments[129]?.key ?? '')).toBe(true)
    expect(held.has(fragments[145]?.key ?? '')).toBe(false)
  })

  it('is given nothing where nothing was recorded', () => {
    expect(nextStep(fragmentsFrom(100, 10), NOTHING, 20)).toBeNull()
  })

  it('is given the next piece before a gap is over', () => {
    expect(appended(fragmentsFrom(100, 10), NOTHING, 75)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('never gets two takes in one batch', () => {
    const [first, second] = [takeOf('u1/camera', 'video', 0, 3), takeOf('u1/camera', 'video', 3, 3, { take: 'other' })]
    const fragments = [...fragmentsOf(first, indexOf(first)), ...fragmentsOf(second, indexOf(second))]
    expect(appended(fragments, holding(fragments.slice(0, 1)), 0)).toEqual([1, 2])
  })
})

describe('what a buffer gives up', () => {
  it('lets go of what is long past, but not of the keyframe that the present needs', () => {
    const fragments = fragmentsFrom(0, 120, 10)
    const held = holding(fragments.slice(0, 90))
    expect(nextStep(fragments, held, 85)).toEqual({ do: 'evict', start: 0, end: 50 })
  })

  it('lets go of what lies far ahead after a step back', () => {
    const fragments = fragmentsFrom(0, 600)
    expect(nextStep(fragments, holding(fragments.slice(300, 330)), 0)).toEqual({ do: 'evict', start: 300, end: Infinity })
  })

  it('holds a bounded stretch while a whole lesson is played', () => {
    const fragments = fragmentsFrom(0, 2700, 10)
    const held = new Set<string>()
    for (let position = 0; position < 2700; position += 5) expect(settle(fragments, position, held).size).toBeLessThan(100)
  })

  it('holds less when memory is short', () => {
    const fragments = fragmentsFrom(0, 120)
    expect(nextStep(fragments, holding(fragments.slice(0, 60)), 50, TIGHT)).toEqual({ do: 'evict', start: 0, end: 46 })
  })
})
