import { expect, it } from 'vitest'

import { Stalls } from './stalls'

/** Waits of so many seconds, one every ten. */
function after(...waits: number[]): { stalls: Stalls; now: number } {
  const stalls = new Stalls()
  let now = 100
  for (const wait of waits) {
    stalls.note(true, now)
    stalls.note(false, now + wait)
    now += 10
  }
  return { stalls, now }
}

it('takes one short wait for nothing', () => {
  const { stalls, now } = after(2)
  expect(stalls.tooMuch(now)).toBe(false)
})

it('adds up the waits of a minute', () => {
  const { stalls, now } = after(2, 2, 2.5)
  expect(stalls.tooMuch(now)).toBe(true)
})

it('forgets what was long ago', () => {
  const { stalls, now } = after(2, 2, 2.5)
  stalls.note(false, now + 60)
  expect(stalls.tooMuch(now + 60)).toBe(false)
})

it('counts a wait that has not ended', () => {
  const stalls = new Stalls()
  stalls.note(true, 10)
  expect(stalls.tooMuch(15)).toBe(false)
  expect(stalls.tooMuch(16.1)).toBe(true)
})

it('does not count the first seconds after a jump', () => {
  const stalls = new Stalls()
  stalls.jumped(10)
  stalls.note(true, 10)
  expect(stalls.tooMuch(18)).toBe(false)
  expect(stalls.tooMuch(19.1)).toBe(true)
})

it('begins anew when something was done', () => {
  const { stalls, now } = after(3, 3, 3)
  stalls.clear()
  expect(stalls.tooMuch(now)).toBe(false)
})
