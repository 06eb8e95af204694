import { expect, it } from 'vitest'

import { wishOf } from './running'

const east = { member: 'east', spotlit: false }

it('calls on a classroom instead of the others, or beside them', () => {
  expect(wishOf('call_on', east)).toEqual({ type: 'give_floor', member: 'east', join: false })
  expect(wishOf('join', east)).toEqual({ type: 'give_floor', member: 'east', join: true })
})

it('takes the spotlight away from where it is', () => {
  expect(wishOf('spotlight', east)).toEqual({ type: 'set_spotlight', source: 'east/camera' })
  expect(wishOf('spotlight', { ...east, spotlit: true })).toEqual({ type: 'set_spotlight', source: null })
})

it('leaves to the page what has to be asked first', () => {
  expect(wishOf('remove', east)).toBeNull()
  expect(wishOf('whisper', east)).toBeNull()
})
