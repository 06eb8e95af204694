import { beforeEach, describe, expect, it, vi } from 'vitest'

import { line, room } from '@/classroom/testing/room'

import { Background, isThin, type Running } from './background'
import { digestOf } from './digest'
import { LessonFiles } from './files'
import { MemoryStore } from './store'
import { FakeShelf, slides } from './testing'

let shelves: Record<string, FakeShelf>
let told: [string, Record<string, number>][]
let background: Background

beforeEach(async () => {
  shelves = { one: await FakeShelf.with(slides('a', 1)), two: await FakeShelf.with(slides('b', 1)), lesson: await FakeShelf.with(slides('c', 1)) }
  told = []
  const files = new Map<string, LessonFiles>()
  background = new Background(
    (lesson) => {
      const known = files.get(lesson) ?? new LessonFiles(shelves[lesson] as FakeShelf, new MemoryStore(), digestOf)
      files.set(lesson, known)
      return known
    },
    async (lesson, shares) => void told.push([lesson, shares]),
  )
})

const view = (change: Partial<Running> = {}): Running => {
  return { room: room(), pictures: new Map(), cameraPaused: false, lines: new Map(), member: 'a', ...change }
}

describe('the day’s lessons', () => {
  it('are fetched one after the other', async () => {
    background.expect(['one', 'two'])
    await vi.waitFor(() => expect(told).toContainEqual(['two', { b: 1 }]))
    expect(told).toContainEqual(['one', { a: 1 }])
    expect(told.findIndex(([lesson]) => lesson === 'two')).toBeGreaterThan(told.findIndex(([lesson]) => lesson === 'one'))
  })

  it('wait for the one that runs', async () => {
    background.expect(['one', 'two'])
    background.heed(view())
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['lesson', { c: 1 }]))
    expect(shelves['two']?.asked).toEqual([])
  })

  it('are gone on with after it', async () => {
    background.heed(view())
    background.expect(['one'])
    background.heed(null)
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['one', { a: 1 }]))
  })
})

describe('a lesson that runs', () => {
  it('is not disturbed on a thin line', async () => {
    background.heed(view({ cameraPaused: true }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(shelves['lesson']?.asked).toEqual([])
  })

  it('gets what is added to it', async () => {
    background.heed(view())
    await vi.waitFor(() => expect(told.at(-1)).toEqual(['lesson', { c: 1 }]))
    shelves['lesson']?.documents.push(...(await FakeShelf.with(slides('n', 1))).documents)
    background.heed(view({ room: room({ courseware: { documents: {}, shown: null, clip: null } }) }))
    await vi.waitFor(() => expect(shelves['lesson']?.asked).toContain('page-0001.webp 0+40'))
  })
})

describe('a line', () => {
  it('is thin when a picture is paused for it', () => {
    expect(isThin(view({ pictures: new Map([['s', { source: 's', state: 'paused', reason: 'line_too_thin' }]]) }))).toBe(true)
  })
  it('is not thin for a picture that nobody can decode', () => {
    expect(isThin(view({ pictures: new Map([['s', { source: 's', state: 'paused', reason: 'no_codec' }]]) }))).toBe(false)
  })
  it('is thin when the server calls one’s own poor', () => {
    expect(isThin(view({ lines: new Map([['a', line('a', { quality: 'poor' })]]) }))).toBe(true)
  })
})
