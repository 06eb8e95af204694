import { expect, it } from 'vitest'

import { addressAt, momentIn, secondsFrom } from './moment'

it.each([
  ['95', 95], ['95s', 95], ['1m35s', 95], ['1m', 60], ['1h1m1s', 3661], ['1:35', 95], ['1:01:01', 3661], ['2.5', 2.5],
])('reads %s', (text, seconds) => expect(secondsFrom(text)).toBe(seconds))

it.each(['', 'abc', '-5', '1:2:3:4', '5x'])('takes %j for no time', (text) => expect(secondsFrom(text)).toBeNull())

it('finds the moment in an address', () => {
  expect(momentIn(new URL('https://a.b/library/r1?t=1m5s'))).toBe(65)
  expect(momentIn(new URL('https://a.b/library/r1#t=7'))).toBe(7)
  expect(momentIn(new URL('https://a.b/library/r1'))).toBeNull()
})

it('makes the address of a moment without what else stood there', () => {
  expect(addressAt(new URL('https://a.b/library/r1?x=1#t=3'), 83.9)).toBe('https://a.b/library/r1?t=83')
})
