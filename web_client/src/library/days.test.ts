import { expect, it } from 'vitest'

import { daysLeft } from './days'

const DAY = 86_400_000

it('counts the begun day, and nothing when the time is over', () => {
  expect([30 * DAY, 29 * DAY + 1, 1, 0, -DAY].map((ms) => daysLeft(ms, 0))).toEqual([30, 30, 1, 0, 0])
})
