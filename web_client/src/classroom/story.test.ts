import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import type { Cue, RoomState } from '@/protocol/messages'

import { reduce, stage } from './reducer'
import { EMPTY_ROOM } from './testing/empty'

interface Story {
  name?: string
  initial: Partial<RoomState>
  cues: Cue[]
  final: Partial<RoomState>
  stage: string | null
}

const folder = fileURLToPath(new URL('../../../tests/data/cues/', import.meta.url))
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

describe('the stories that the server tells', () => {
  it('are there', () => expect(files.length).toBeGreaterThan(10))

  it.each(files)('%s ends alike here', (file) => {
    const story = JSON.parse(readFileSync(folder + file, 'utf8')) as Story
    // What a story leaves out is as in the empty room.
    const final = story.cues.reduce(reduce, { ...EMPTY_ROOM, ...story.initial })
    expect(final).toEqual({ ...EMPTY_ROOM, ...story.final })
    expect(stage(final)).toBe(story.stage)
  })
})
