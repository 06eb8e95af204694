import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import type { Document, RoomState } from '@/protocol/messages'

import { contentOf, soundOf, surfaceOf } from './content'
import { room } from './testing/room'

const document = (id: string, kind: Document['kind']): Document => {
  const clip = kind === 'audio' || kind === 'video'
  return { id, kind, title: id, pages: clip ? 0 : 3, width: 4, height: 3, duration_ms: clip ? 9000 : null, bytes: 1 }
}
const documents = { v: document('v', 'video'), a: document('a', 'audio') }
const open = (id: string): RoomState['courseware']['clip'] => ({ document: id, playing: true, position_ms: 0, at: 0 })

interface Case {
  name: string
  state: Partial<RoomState>
  content: string | null
}

const table = fileURLToPath(new URL('../../../tests/data/content.json', import.meta.url))
const cases = JSON.parse(readFileSync(table, 'utf8')) as Case[]

/** The server's rule is held to the same table. */
it.each(cases)('what is large is $name', ({ state, content }) => {
  const is = contentOf(room(state))
  expect(is && `${is.kind} ${surfaceOf(is) ?? '-'}`).toBe(content)
})

describe('a sound', () => {
  const state = (id: string): RoomState => room({ courseware: { documents, shown: null, clip: open(id) } })

  it('plays beside what is shown', () => expect(soundOf(state('a'))?.document.id).toBe('a'))
  it('is no film', () => expect(soundOf(state('v'))).toBeNull())
})
