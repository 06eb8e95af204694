import { describe, expect, it } from 'vitest'

import { costOf, minutesOf, readSpan, spanText } from './span'

describe('a span', () => {
  it('without its ends is the whole lesson', () => expect(readSpan('', '', 60_000)).toEqual({ start: 0, end: 60_000 }))
  it('ends with the lesson', () => expect(readSpan('0:10', '9:00', 60_000)).toEqual({ start: 10_000, end: 60_000 }))
  it('that is empty is none', () => expect(readSpan('0:30', '0:30', 60_000)).toBeNull())
  it('behind the lesson is none', () => expect(readSpan('2:00', '', 60_000)).toBeNull())
  it('is written where it is a part', () => expect(spanText(10_000, 20_000, 60_000)).toBe('0:10–0:20'))
  it('is not written where it is all', () => expect(spanText(0, 60_000, 60_000)).toBe(''))
})

it('a span costs time by the speed and bytes by the rate', () => {
  expect(costOf({ start: 0, end: 90_000 }, { speed: 3, bytes_per_s: 100 })).toEqual({ seconds: 30, bytes: 9000 })
  expect([minutesOf(59), minutesOf(61), minutesOf(610)]).toEqual([0, 1, 10])
})
