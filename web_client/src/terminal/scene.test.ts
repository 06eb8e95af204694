import { describe, expect, it } from 'vitest'

import { camera, room, screen } from '@/classroom/testing/room'
import type { RoomState } from '@/protocol/messages'

import { galleryOf, sceneOf } from './scene'

const seenBy = (member: string, change: Partial<RoomState>) => sceneOf({ room: room(change), member })

describe('what a classroom sees', () => {
  it('is the teacher while nobody is called on', () => {
    expect(seenBy('a', {})).toMatchObject({ stage: 't/camera', teacher: null, content: null, guest: '' })
  })

  it('is the classroom that is called on, with the teacher beside it', () => {
    expect(seenBy('a', { floor: ['b'] })).toMatchObject({ stage: 'b/camera', teacher: 't/camera', guest: 'B', onFloor: false })
  })

  it('is the teacher while it is called on itself', () => {
    expect(seenBy('a', { floor: ['a'] })).toMatchObject({ stage: 't/camera', teacher: null, guest: '', onFloor: true })
  })

  it('is the shared screen too', () => {
    const sources = { 't/camera': camera('t'), 't/screen': screen('t') }
    expect(seenBy('a', { sources })).toMatchObject({ stage: 't/camera', content: { kind: 'picture', source: 't/screen' } })
  })

  it('is a word in place of a picture that is switched off', () => {
    expect(seenBy('a', { sources: { 't/camera': camera('t', { video: false }) } })).toMatchObject({ stageSeen: false })
  })

  it('is arranged as the teacher has chosen', () => {
    const sources = { 't/camera': camera('t'), 't/screen': screen('t') }
    const parts = (layout: 'auto' | 'speaker') => seenBy('a', { sources, arrangement: { layout, spotlight: null } }).parts
    expect(parts('auto')).toEqual({ large: ['content'], small: ['stage'] })
    expect(parts('speaker')).toEqual({ large: ['stage'], small: ['content'] })
  })

  it('may be written on by whoever is called on, or was let write', () => {
    const board = { ...room().board, writers: ['a'] }
    expect([seenBy('a', {}), seenBy('a', { floor: ['a'] }), seenBy('a', { board })].map(({ writes }) => writes)).toEqual([false, true, true])
  })

  it('is everybody, the teacher first, in a gallery', () => {
    const slot = (slot: number, source: string) => ({ slot, source, audio: true, video: true })
    const slots = [slot(0, 'b/camera'), slot(1, 't/camera'), { ...slot(2, 'a/camera'), video: false }]
    expect(galleryOf({ room: room({ floor: ['b'] }), slots })).toEqual([
      { source: 't/camera', name: 'T', speaks: false },
      { source: 'b/camera', name: 'B', speaks: true },
    ])
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
