import { describe, expect, it } from 'vitest'

import { freshState } from '@/replay/state'
import type { RecordedSource } from '@/replay/manifest'
import type { Story } from '@/replay/story'

import { viewsAt } from './views'

const source = (id: string): RecordedSource => {
  const [member = '', kind = ''] = id.split('/')
  return { id, member, kind, audio: [], video: [] }
}

/** A lesson of u1 with these views in front, where all of `seen` have a picture. */
function at(prominent: string[], seen: string[], pages = false): ReturnType<typeof freshState> {
  const story = {
    stateAt: () => ({ sources: {} }),
    showsPages: () => pages,
    prominentAt: () => prominent,
    isMaster: (member: string) => member === 'u1',
  } as unknown as Story
  const statuses = Object.fromEntries(seen.map((id) => [id, { picture: true, sound: true, unsupported: false }]))
  return { ...freshState(), story, statuses, sources: ['k1/camera', 'u1/camera', 'u1/screen'].map(source) }
}

describe('the views of a recording that is watched together', () => {
  it('begin with what the lesson showed large', () => {
    expect(viewsAt(at(['k1/camera'], ['u1/camera', 'k1/camera']), null)).toEqual(['k1/camera', 'u1/camera'])
  })

  it('begin with what the host has made large', () => {
    expect(viewsAt(at(['k1/camera'], ['u1/camera', 'k1/camera']), 'u1/camera')[0]).toBe('u1/camera')
  })

  it('leave out what has no picture then, also if the host wants it large', () => {
    expect(viewsAt(at([], ['u1/camera']), 'u1/screen')).toEqual(['u1/camera'])
  })

  it('hold their places while nothing is to be seen', () => {
    expect(viewsAt(at([], []), null)).toEqual(['u1/camera', 'u1/screen', 'k1/camera'])
  })

  it('have the slides before the cameras', () => {
    expect(viewsAt(at(['pages'], ['u1/camera'], true), null)).toEqual(['pages', 'u1/camera'])
  })
})
