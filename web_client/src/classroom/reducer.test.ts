import { describe, expect, it } from 'vitest'

import { isOpen, reduce, sharedPicture, stage } from './reducer'
import { camera, cue, room, screen } from './testing/room'

describe('the stage', () => {
  it('is the teacher while nobody is called on', () => expect(stage(room())).toBe('t/camera'))

  it('goes to whoever was called on last', () => expect(stage(room({ floor: ['a', 'b'] }))).toBe('b/camera'))

  it('stays with the one before when the last has no picture', () => {
    const sources = { ...room().sources, 'b/camera': camera('b', { video: false }) }
    expect(stage(room({ floor: ['a', 'b'], sources }))).toBe('a/camera')
  })

  it('is empty without a teacher’s camera', () => expect(stage(room({ sources: {} }))).toBeNull())
})

describe('a microphone', () => {
  it('of the teacher is always open', () => expect(isOpen(room(), 't')).toBe(true))

  it('of a classroom opens with the floor', () => {
    expect(isOpen(room(), 'a')).toBe(false)
    expect(isOpen(room({ floor: ['a'] }), 'a')).toBe(true)
  })

  it('of a classroom is closed before the lesson', () => {
    const waiting = room({ floor: ['a'] })
    expect(isOpen({ ...waiting, lesson: { ...waiting.lesson, phase: 'waiting' } }, 'a')).toBe(false)
  })

  it('of a stranger is closed', () => expect(isOpen(room(), 'nobody')).toBe(false))
})

describe('the shared picture', () => {
  it('is the teacher’s screen', () => {
    expect(sharedPicture(room({ sources: { 't/screen': screen('t') } }))?.id).toBe('t/screen')
  })

  it('is not the screen of a classroom that was not called on', () => {
    const sources = { 'a/screen': screen('a') }
    expect(sharedPicture(room({ sources }))).toBeNull()
    expect(sharedPicture(room({ sources, floor: ['a'] }))?.id).toBe('a/screen')
  })
})

describe('reduce', () => {
  it('leaves the old state as it was', () => {
    const before = room()
    reduce(before, cue(1, { type: 'floor_given', member: 'a' }))
    expect(before).toEqual(room())
  })

  it('changes nothing for a cue of a newer server', () => {
    const state = room()
    expect(reduce(state, cue(1, { type: 'from_the_future' } as never))).toBe(state)
  })
})
