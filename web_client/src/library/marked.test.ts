import { describe, expect, it } from 'vitest'

import { piecesOf } from './marked'

const shown = (...parts: Parameters<typeof piecesOf>): string => piecesOf(...parts).map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')

describe('marking what was looked for', () => {
  it('leaves a text without marks whole', () => expect(shown('古诗三首', [])).toBe('古诗三首'))
  it('marks at the beginning, in the middle and at the end', () => {
    expect(shown('山行和山行', [[0, 2], [3, 5]])).toBe('[山行]和[山行]')
    expect(shown('读山行吧', [[1, 3]])).toBe('读[山行]吧')
  })
  it('does not mind their order, nor that they overlap', () => expect(shown('abcdef', [[2, 5], [0, 3]])).toBe('[abc][de]f'))
  it('marks nothing beyond the end', () => expect(shown('abc', [[2, 9], [8, 12]])).toBe('ab[c]'))
  it('counts a rare character as one', () => expect(shown('𠮷野家', [[1, 2]])).toBe('𠮷[野]家'))
  it('makes no empty pieces', () => expect(piecesOf('', [[0, 0]])).toEqual([]))
})
