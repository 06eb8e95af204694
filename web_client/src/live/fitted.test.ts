import { expect, it } from 'vitest'

import { fit } from './fitted'

it('a wide page leaves room above and below', () => {
  expect(fit({ width: 1000, height: 1000 }, 2)).toEqual({ left: 0, top: 250, width: 1000, height: 500 })
})

it('a tall page leaves room at the sides', () => {
  expect(fit({ width: 1000, height: 500 }, 0.5)).toEqual({ left: 375, top: 0, width: 250, height: 500 })
})
