import { describe, expect, it } from 'vitest'

import { PART_BYTES, piecesOf, sharesOf } from './pieces'
import { clip, slides } from './testing'

describe('the order of fetching', () => {
  it('brings the small pages of all documents before the large ones, and clips last', () => {
    const names = piecesOf([clip('c', 10), slides('s', 2)]).map(({ file }) => file.name)
    expect(names).toEqual(['text.json', 'page-0001-small.webp', 'page-0002-small.webp', 'page-0001.webp', 'page-0002.webp', 'clip.mp4'])
  })

  it('follows the order of the documents among their equals', () => {
    const documents = piecesOf([slides('b', 1), slides('a', 1)]).map(({ document }) => document)
    expect(documents).toEqual(['b', 'a', 'b', 'a', 'b', 'a'])
  })

  it('cuts a clip into parts that cover it once', () => {
    const pieces = piecesOf([clip('c', 2 * PART_BYTES + 5)])
    expect(pieces.map(({ from, bytes }) => [from, bytes])).toEqual([
      [0, PART_BYTES],
      [PART_BYTES, PART_BYTES],
      [2 * PART_BYTES, 5],
    ])
  })
})

describe('the share that is here', () => {
  it('counts bytes', () => {
    const pieces = piecesOf([clip('c', 4 * PART_BYTES)])
    const here = new Set([pieces[0]?.key, pieces[1]?.key])
    expect(sharesOf(pieces, (key) => here.has(key))).toEqual({ c: 0.5 })
  })
})
