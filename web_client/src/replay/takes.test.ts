import { describe, expect, it } from 'vitest'

import { fragmentsFrom, indexOf, takeOf } from './fixtures'
import { covers, fragmentsOf, lastStartingBefore, mimeOf, offsetAt } from './takes'

describe('a take on the lesson clock', () => {
  it('is shifted by its offset', () => {
    const take = takeOf('u1/camera', 'video', 5, 1, { offset_ms: -20 })
    const [fragment] = fragmentsOf(take, { init: [0, 10], fragments: [[10, 5, 5020, 1000, 1]], open: false })
    expect(fragment).toMatchObject({ start: 5, end: 6, shift: -0.02, keyframe: true })
  })

  it('follows a publisher whose clock runs fast', () => {
    const take = takeOf('u1/camera', 'video', 0, 1, { sync: [[0, 0], [100_000, 99_900]] })
    expect(offsetAt(take, 50_000)).toBeCloseTo(-50)
  })

  it.each([[0, -10], [500_000, -90]])('keeps the nearest known offset at %i ms', (at, offset) => {
    const take = takeOf('u1/camera', 'video', 0, 1, { sync: [[1000, 990], [100_000, 99_910]] })
    expect(offsetAt(take, at)).toBe(offset)
  })

  it('covers its own time and nothing before or behind', () => {
    const fragments = fragmentsFrom(10, 5)
    expect([9.9, 10, 14.9, 15].map((position) => covers(fragments, position))).toEqual([false, true, true, false])
  })

  it('finds the fragment of a moment', () => {
    expect([0, 10, 12.5, 99].map((position) => lastStartingBefore(fragmentsFrom(10, 5), position))).toEqual([-1, 0, 2, 4])
  })

  it('names its type by its file', () => {
    expect(mimeOf(takeOf('u1/camera', 'video', 0, 1))).toBe('video/mp4; codecs="avc1.42e01f"')
    expect(mimeOf(takeOf('u1/camera', 'video', 0, 1, { file: 'x.webm', codec: 'vp8' }))).toBe('video/webm; codecs="vp8"')
  })
})

describe('a hole between two fragments', () => {
  const holed = (keyframe: 0 | 1, startMs: number, more: Partial<ReturnType<typeof takeOf>> = {}): [number, number] => {
    const take = takeOf('u1/camera', 'video', 0, 2, more)
    const index = { init: null, fragments: [[0, 1, 0, 1000, 1], [1, 1, startMs, 1000, keyframe]], open: false }
    const [first] = fragmentsOf(take, index as Parameters<typeof fragmentsOf>[1])
    return [first?.end ?? 0, first?.hold ?? 0]
  }
  const gaps = [{ start_ms: 1000, duration_ms: 2000, packets: 9, reason: 'loss' }]

  it('is filled by the last picture', () => expect(holed(1, 3000)).toEqual([3, 2]))
  it('stays where packets were lost', () => expect(holed(1, 3000, { gaps })).toEqual([1, 0]))
  it('is filled where the loss was short', () => expect(holed(1, 1800, { gaps })).toEqual([1.8, 0.8]))
  it('stays where a camera was silent for long', () => expect(holed(1, 9000)).toEqual([1, 0]))
  it('is filled on a screen that did not change', () => expect(holed(1, 9000, { source: 'u1/screen' })).toEqual([9, 8]))
  it('is filled before a picture that needs the one before', () => expect(holed(0, 9000, { gaps })).toEqual([9, 8]))
  it('is none of a sound', () => expect(holed(1, 3000, { kind: 'audio' })).toEqual([1, 0]))
})

it('the newest picture of a growing take waits for the next', () => {
  const take = takeOf('u1/camera', 'video', 0, 2, { open: true })
  expect(fragmentsOf(take, indexOf(take))).toHaveLength(1)
})

it('a clock that steps back puts no picture before the one that it needs', () => {
  const take = takeOf('u1/camera', 'video', 0, 4, { samples: 40, sync: [[0, 0], [1000, 1000], [2000, 1800], [4000, 3800]] })
  const shifts = fragmentsOf(take, indexOf(take, 3)).map(({ shift }) => Math.round(1000 * shift))
  expect(shifts).toEqual([0, 0, -50, -200])
})
