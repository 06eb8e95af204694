import { expect, it } from 'vitest'

import { EMPTY_ROOM } from '@/classroom/testing/empty'
import type { Member, RoomState } from '@/protocol/messages'

import { peopleOf } from './people'

const member = (id: string, role: Member['role'], present = true): Member => ({ id, name: id, role, place: '', present })

function room(lead: string | null, ...members: Member[]): RoomState {
  return { ...EMPTY_ROOM, members: Object.fromEntries(members.map((one) => [one.id, one])), conduct: { ...EMPTY_ROOM.conduct, lead } }
}

it('takes the first teacher for the lead until the lesson is handed over', () => {
  const two = [member('li', 'master'), member('wang', 'master')]
  expect(peopleOf(room(null, ...two)).lead?.id).toBe('li')
  expect(peopleOf(room('wang', ...two)).lead?.id).toBe('wang')
})

it('keeps a lead who is away in the list, so that the lesson can be taken over', () => {
  const people = peopleOf(room('li', member('li', 'master', false), member('wang', 'master')))
  expect(people.teachers.map(({ id }) => id)).toEqual(['li', 'wang'])
})

it('lists only classrooms and observers who are here', () => {
  const people = peopleOf(room(null, member('k1', 'rural'), member('k2', 'rural', false), member('chen', 'observer')))
  expect([people.classrooms.map(({ id }) => id), people.observers.map(({ id }) => id)]).toEqual([['k1'], ['chen']])
})
