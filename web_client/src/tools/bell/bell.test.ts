import { expect, it } from 'vitest'

import { BellEar } from './bell'

const rung = (rung_at: number) => ({ ring: 'begin', rung_at }) as const

it('sounds a ring that has just come', () => {
  expect(new BellEar().notice(rung(1000), 1300)).toBe('begin')
})

it('sounds every ring once', () => {
  const ear = new BellEar()
  ear.notice(rung(1000), 1100)
  expect(ear.notice(rung(1000), 1200)).toBeNull()
  expect(ear.notice(rung(9000), 9100)).toBe('begin')
})

it('stays silent where the ring comes late', () => {
  expect(new BellEar().notice(rung(1000), 8000)).toBeNull()
})

it('stays silent where nobody has rung', () => {
  expect(new BellEar().notice({ ring: null, rung_at: null }, 1000)).toBeNull()
})
