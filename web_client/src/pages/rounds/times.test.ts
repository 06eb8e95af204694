import { expect, it } from 'vitest'

import { fieldOf, momentOf } from './times'

it('writes a deadline so that it is read back', () => {
  const at = new Date(2026, 10, 30, 18, 5).getTime()
  expect([fieldOf(at), momentOf(fieldOf(at))]).toEqual(['2026-11-30T18:05', at])
  expect([fieldOf(null), momentOf('')]).toEqual(['', null])
})
