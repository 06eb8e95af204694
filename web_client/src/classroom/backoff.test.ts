import { expect, it } from 'vitest'

import { Backoff } from './backoff'

it('waits longer each time, but never more than 5 s', () => {
  const backoff = new Backoff(() => 1)
  expect(Array.from({ length: 8 }, () => backoff.next())).toEqual([300, 600, 1200, 2400, 4800, 5000, 5000, 5000])
})

it('leaves out up to half of the pause, so that not all come back at once', () => {
  expect(new Backoff(() => 0).next()).toBe(150)
})

it('starts over after a success', () => {
  const backoff = new Backoff(() => 1)
  backoff.next()
  backoff.next()
  backoff.reset()
  expect(backoff.next()).toBe(300)
})
