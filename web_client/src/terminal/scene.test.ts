import { describe, expect, it } from 'vitest'

import { camera, room, screen } from '@/classroom/testing/room'
import type { RoomState } from '@/protocol/messages'

import { sceneOf } from './scene'

const seenBy = (member: string, change: Partial<RoomState>) => sceneOf({ room: room(change), member })

describe('what a classroom sees', () => {
  it('is the teacher while nobody is called on', () => {
    expect(seenBy('a', {})).toMatchObject({ stage: 't/camera', teacher: null, screen: null, guest: '' })
  })

  it('is the classroom that is called on, with the teacher beside it', () => {
    expect(seenBy('a', { floor: ['b'] })).toMatchObject({ stage: 'b/camera', teacher: 't/camera', guest: 'B', onFloor: false })
  })

  it('is the teacher while it is called on itself', () => {
    expect(seenBy('a', { floor: ['a'] })).toMatchObject({ stage: 't/camera', teacher: null, guest: '', onFloor: true })
  })

  it('is the shared screen too', () => {
    const sources = { 't/camera': camera('t'), 't/screen': screen('t') }
    expect(seenBy('a', { sources })).toMatchObject({ stage: 't/camera', screen: 't/screen' })
  })

  it('is a word in place of a picture that is switched off', () => {
    expect(seenBy('a', { sources: { 't/camera': camera('t', { video: false }) } })).toMatchObject({ stageSeen: false })
  })

  it('is nothing before the room is known', () => {
    expect(sceneOf({ room: null, member: null }).stage).toBeNull()
  })
})

it('knows the place of the own hand in the queue', () => {
  const hands = [
    { member: 'b', since: 1 },
    { member: 'a', since: 2 },
  ]
  expect(seenBy('a', { hands }).handOrder).toBe(2)
})
