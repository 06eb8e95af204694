import { expect, it } from 'vitest'

import { fragmentsFrom } from './fixtures'
import { Refusals } from './refusals'
import type { Fragment } from './takes'

const numbers = (fragments: readonly Fragment[]): number[] => fragments.map(({ number }) => number)
/** Ten fragments with a keyframe every five, of which some were refused one after the other. */
function afterRefusing(...refused: number[][]): { refusals: Refusals; fragments: Fragment[] } {
  const [refusals, fragments] = [new Refusals(), fragmentsFrom(0, 10, 5)]
  for (const some of refused) refusals.note(fragments.filter(({ number }) => some.includes(number)))
  return { refusals, fragments }
}

it('tries once more what was refused, each piece alone', () => {
  const { refusals, fragments } = afterRefusing([2, 3])
  expect(numbers(refusals.leftOf(fragments))).toHaveLength(10)
  expect(refusals.portions(fragments).map(numbers)).toEqual([[0, 1], [2], [3], [4, 5, 6, 7, 8, 9]])
})

it('leaves out what was refused again, and the pictures up to the next keyframe', () => {
  const { refusals, fragments } = afterRefusing([2, 3], [3])
  expect(numbers(refusals.leftOf(fragments))).toEqual([0, 1, 2, 5, 6, 7, 8, 9])
})

it('appends together what has one shift', () => {
  const shifted = fragmentsFrom(0, 4).map((one, n) => ({ ...one, shift: n < 2 ? 0 : -0.025 }))
  expect(new Refusals().portions(shifted).map(numbers)).toEqual([[0, 1], [2, 3]])
})
