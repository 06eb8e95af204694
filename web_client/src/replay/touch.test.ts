import { expect, it } from 'vitest'

import { Touch } from './touch'

const WIDTH = 300

function tap(touch: Touch, x: number, at: number) {
  touch.down(x, 100, at)
  return touch.up(x, 0, WIDTH, at + 50)
}

it('knows a tap', () => {
  expect(tap(new Touch(), 150, 0)).toEqual({ do: 'tap' })
})

it('steps at two taps on one side, and again at a third', () => {
  const touch = new Touch()
  tap(touch, 20, 0)
  expect(tap(touch, 25, 200)).toEqual({ do: 'step', by: -1 })
  expect(tap(touch, 25, 400)).toEqual({ do: 'step', by: -1 })
  expect(tap(touch, 280, 600)).toEqual({ do: 'step', by: 1 })
})

it('takes two taps in the middle, or far apart in time, for taps', () => {
  const touch = new Touch()
  tap(touch, 150, 0)
  expect(tap(touch, 150, 200)).toEqual({ do: 'tap' })
  expect(tap(touch, 20, 2000)).toEqual({ do: 'tap' })
})

it('follows a swipe along the picture until the finger is lifted', () => {
  const touch = new Touch()
  touch.down(100, 100, 0)
  expect(touch.move(105, 101, WIDTH)).toBeNull()
  expect(touch.move(160, 110, WIDTH)).toEqual({ do: 'swipe', share: 0.2, done: false })
  expect(touch.up(70, 0, WIDTH, 900)).toEqual({ do: 'swipe', share: -0.1, done: true })
})

it('leaves a stroke across to the page, which scrolls', () => {
  const touch = new Touch()
  touch.down(100, 100, 0)
  expect(touch.move(104, 160, WIDTH)).toBeNull()
  expect(touch.up(104, 0, WIDTH, 300)).toBeNull()
})

it('takes a long press for nothing', () => {
  const touch = new Touch()
  touch.down(100, 100, 0)
  expect(touch.up(100, 0, WIDTH, 800)).toBeNull()
})
