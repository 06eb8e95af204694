import { describe, expect, it } from 'vitest'

import { pagesNamed } from './pages'

describe('the pages named below a list', () => {
  it('are all of a few', () => expect(pagesNamed(2, 4)).toEqual([1, 2, 3, 4]))
  it('are the ends and those around of many', () => expect(pagesNamed(7, 20)).toEqual([1, null, 6, 7, 8, null, 20]))
  it('leave no gap of a single page', () => expect(pagesNamed(4, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]))
  it('are one for a list that has no more', () => expect(pagesNamed(1, 1)).toEqual([1]))
  it('are none of an empty list', () => expect(pagesNamed(1, 0)).toEqual([]))
})
