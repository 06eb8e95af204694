import { expect, it } from 'vitest'

import { safeNext } from './next'

it.each([
  ['/library/r1', '/library/r1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  [undefined, '/'],
  [['/a'], '/'],
])('after signing in, %s leads to %s', (asked, to) => expect(safeNext(asked)).toBe(to))
