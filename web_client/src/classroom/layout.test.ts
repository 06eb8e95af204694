import { expect, it } from 'vitest'

import { arranged, galleryColumns } from './layout'

it('gives the content the large place of its own accord, and the stage the small one', () => {
  expect(arranged('auto', true)).toEqual({ large: ['content'], small: ['stage'] })
})

it('leaves no large place empty', () => {
  for (const layout of ['auto', 'speaker', 'content', 'side_by_side'] as const) {
    expect(arranged(layout, false)).toEqual({ large: ['stage'], small: [] })
  }
})

it('keeps the content beside a large speaker', () => {
  expect(arranged('speaker', true)).toEqual({ large: ['stage'], small: ['content'] })
})

it('puts both side by side', () => {
  expect(arranged('side_by_side', true).large).toEqual(['content', 'stage'])
})

it('sets pictures in as many columns as make them largest', () => {
  expect([1, 2, 4, 5, 9, 12].map((count) => galleryColumns(count, 16 / 9))).toEqual([1, 2, 2, 3, 3, 4])
  expect(galleryColumns(3, 3)).toBe(3)
})
