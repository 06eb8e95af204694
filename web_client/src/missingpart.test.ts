import { describe, expect, it } from 'vitest'

import { isMissingPart } from './missingpart'

describe('a part that is missing', () => {
  it.each([
    'Failed to fetch dynamically imported module: http://localhost/assets/LibraryPage-x.js',
    'error loading dynamically imported module: http://localhost/assets/LibraryPage-x.js',
    'Importing a module script failed.',
    'Unable to preload CSS for /assets/LibraryPage-x.css',
  ])('is known by %s', (message) => {
    expect(isMissingPart(new TypeError(message))).toBe(true)
  })

  it.each([new TypeError('Failed to fetch'), new Error('forbidden'), 'nothing', undefined])('is not %s', (error) => {
    expect(isMissingPart(error)).toBe(false)
  })
})
