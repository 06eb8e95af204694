import { describe, expect, it } from 'vitest'

import { readMoment } from './time'

describe('a moment as people write it', () => {
  it.each([
    ['1:02:03', 3_723_000],
    ['2:03', 123_000],
    ['45', 45_000],
    [' 12：30 ', 750_000],
  ])('%s is understood', (text, ms) => expect(readMoment(text)).toBe(ms))

  it.each(['', 'noon', '1:60', '1:2:3:4', '-1', '1.5'])('%s is not', (text) => expect(readMoment(text)).toBeNull())
})
