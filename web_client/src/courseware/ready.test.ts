import { expect, it } from 'vitest'

import { shareOf, sharesOf } from './ready'

const documents = [
  { id: 'small', bytes: 100 },
  { id: 'large', bytes: 300 },
]

it('a classroom’s share counts bytes', () => expect(shareOf({ documents: { small: 1, large: 0.5 } }, documents)).toBe(0.625))
it('a lesson without courseware is ready', () => expect(shareOf({ documents: {} }, [])).toBe(1))
it('a document’s share is the mean of the classrooms', () => {
  expect(sharesOf([{ documents: { small: 1 } }, { documents: { small: 0.5, large: 1 } }], documents)).toEqual({ small: 0.75, large: 0.5 })
})
it('without classrooms nothing is said', () => expect(sharesOf([], documents)).toEqual({}))
