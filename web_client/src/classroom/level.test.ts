import { expect, it } from 'vitest'

import { levelOf } from './level'

it('measures silence as nothing and a loud voice as nearly all', () => {
  expect(levelOf(new Float32Array(512))).toBe(0)
  expect(levelOf(new Float32Array(512).fill(0.25))).toBeCloseTo(0.96, 1)
})
