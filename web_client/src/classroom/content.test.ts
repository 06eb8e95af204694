import { describe, expect, it } from 'vitest'

import type { Document, RoomState } from '@/protocol/messages'

import { contentOf, soundOf, surfaceOf } from './content'
import { room, screen } from './testing/room'

const document = (id: string, kind: Document['kind']): Document => {
  const clip = kind === 'audio' || kind === 'video'
  return { id, kind, title: id, pages: clip ? 0 : 3, width: 4, height: 3, duration_ms: clip ? 9000 : null, bytes: 1 }
}
const documents = { s: document('s', 'slides'), v: document('v', 'video'), a: document('a', 'audio') }
const open = (id: string): RoomState['courseware']['clip'] => ({ document: id, playing: true, position_ms: 0, at: 0 })
const shown = { document: 's', page: 2 }
const sharing = { sources: { 't/screen': screen('t') } }

function content(courseware: Partial<RoomState['courseware']>, change: Partial<RoomState> = {}): string | null {
  const state = room({ ...change, courseware: { documents, shown: null, clip: null, ...courseware } })
  const is = contentOf(state)
  return is && `${is.kind} ${surfaceOf(is) ?? '-'}`
}

const whiteboard = { board: { ...room().board, shown: 'p' } }

describe('what is large', () => {
  it('is nothing at first', () => expect(content({})).toBeNull())
  it('is a page that is shown', () => expect(content({ shown })).toBe('page slide:s:2'))
  it('is a shared screen', () => expect(content({}, sharing)).toBe('picture screen:t/screen'))
  it('is a page rather than a shared screen', () => expect(content({ shown }, sharing)).toBe('page slide:s:2'))
  it('is the whiteboard rather than a page', () => expect(content({ shown }, whiteboard)).toBe('board board:p'))
  it('is a film before everything else', () => expect(content({ shown, clip: open('v') }, whiteboard)).toBe('clip -'))
  it('is not a sound', () => expect(content({ clip: open('a') }, sharing)).toBe('picture screen:t/screen'))
  it('is not a page of a document that is gone', () => expect(content({ shown: { document: 'x', page: 1 } })).toBeNull())
})

describe('a sound', () => {
  const state = (id: string): RoomState => room({ courseware: { documents, shown: null, clip: open(id) } })

  it('plays beside what is shown', () => expect(soundOf(state('a'))?.document.id).toBe('a'))
  it('is no film', () => expect(soundOf(state('v'))).toBeNull())
})
