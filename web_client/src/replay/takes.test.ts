import { describe, expect, it } from 'vitest'

import { fragmentsFrom, takeOf } from './fixtures'
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
