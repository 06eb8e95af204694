import { describe, expect, it, vi } from 'vitest'

import { Drawn, pictureHeight } from './drawn'

const [WALL, STAGE] = [Symbol('wall'), Symbol('stage')]

describe('what a page draws', () => {
  it('is as high as the largest place of each source', () => {
    const drawn = new Drawn(() => undefined)
    drawn.set(WALL, 'a/camera', 180)
    drawn.set(STAGE, 'a/camera', 700)
    expect(drawn.heights(['a/camera'])).toEqual({ 'a/camera': 720 })
    drawn.set(STAGE, 't/camera', 700)
    expect(drawn.heights(['a/camera', 't/camera'])).toEqual({ 'a/camera': 180, 't/camera': 720 })
  })

  it('is nothing for a source that no place draws', () => {
    const drawn = new Drawn(() => undefined)
    drawn.set(WALL, 'a/camera', 180)
    drawn.set(WALL, null, 0)
    expect(drawn.heights(['a/camera'])).toEqual({ 'a/camera': 0 })
  })

  it('is nothing while the page is hidden', () => {
    const drawn = new Drawn(() => undefined)
    drawn.set(WALL, 'a/camera', 180)
    drawn.hide(true)
    expect(drawn.heights(['a/camera'])).toEqual({ 'a/camera': 0 })
    drawn.hide(false)
    expect(drawn.heights(['a/camera'])).toEqual({ 'a/camera': 180 })
  })

  it('goes in steps, so that a few pixels more are no news', () => {
    const drawn = new Drawn(() => undefined)
    const at = (height: number) => {
      drawn.set(WALL, 'a', height)
      return drawn.heights(['a']).a
    }
    expect([0, 40, 181, 209, 360, 1080, 2160].map(at)).toEqual([0, 60, 210, 210, 360, 1080, 2160])
  })

  it('is said to have changed', () => {
    const changed = vi.fn()
    new Drawn(changed).set(WALL, 'a', 10)
    expect(changed).toHaveBeenCalled()
  })
})

it('measures the picture, not the black beside it', () => {
  const wide = { width: 1280, height: 720 }
  expect(pictureHeight({ width: 320, height: 600 }, wide, false)).toBe(180)
  expect(pictureHeight({ width: 320, height: 600 }, wide, true)).toBe(600)
  expect(pictureHeight({ width: 320, height: 600 }, { width: 0, height: 0 }, false)).toBe(180)
})
