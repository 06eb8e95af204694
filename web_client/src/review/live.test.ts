import { expect, it } from 'vitest'

import { liveHandle } from './live'

it('is where the lesson is, and never before its beginning', () => {
  let now = 61_000
  const handle = liveHandle(() => now, () => 1_000)
  expect([handle.position, handle.end]).toEqual([60, 60])
  now = 0
  handle.seek(30)
  expect(handle.position).toBe(0)
})
