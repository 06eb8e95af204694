import { beforeEach, describe, expect, it, vi } from 'vitest'

import { digestOf } from './digest'
import { Damaged, LessonFiles, NoSuchFile } from './files'
import { PART_BYTES } from './pieces'
import { MemoryStore } from './store'
import { clip, FakeShelf, slides } from './testing'

let shelf: FakeShelf
let store: MemoryStore
let files: LessonFiles

beforeEach(async () => {
  shelf = await FakeShelf.with(slides('s', 2), clip('c', PART_BYTES + 3))
  store = new MemoryStore()
  files = new LessonFiles(shelf, store, digestOf)
  await files.open()
})

async function fetchAll(): Promise<void> {
  for (const piece of files.missing()) await files.fetch(piece)
}

describe('a page that a screen wants', () => {
  it('is fetched once and then kept', async () => {
    await files.file('s', 'page-0001.webp')
    await files.file('s', 'page-0001.webp')
    expect(shelf.asked).toEqual(['page-0001.webp'])
  })

  it('is found by another page of this device', async () => {
    await files.file('s', 'page-0001.webp')
    const other = new LessonFiles(shelf, store, digestOf)
    await other.file('s', 'page-0001.webp')
    expect(shelf.asked).toHaveLength(1)
  })

  it('is fetched once for two who want it at the same time', async () => {
    await Promise.all([files.file('s', 'page-0001.webp'), files.file('s', 'page-0001.webp')])
    expect(shelf.asked).toHaveLength(1)
  })

  it('is fetched again when the browser has dropped it', async () => {
    await fetchAll()
    await store.forget([...(await store.keys())])
    await files.file('s', 'page-0002.webp')
    expect(shelf.asked.filter((name) => name === 'page-0002.webp')).toHaveLength(2)
  })

  it('is drawn from here while the server is away', async () => {
    await files.file('s', 'page-0001.webp')
    vi.spyOn(shelf, 'list').mockRejectedValue(new Error('offline'))
    shelf.troubles = [new Error('offline')]
    const other = new LessonFiles(shelf, store, digestOf)
    expect((await other.file('s', 'page-0001.webp')).size).toBe(40)
  })

  it('does not wait for the list of documents', async () => {
    vi.spyOn(shelf, 'list').mockReturnValue(new Promise(() => undefined))
    const cold = new LessonFiles(shelf, new MemoryStore(), digestOf)
    expect((await cold.file('s', 'page-0002-small.webp')).size).toBe(10)
  })

  it('is found in a document that was not there at first', async () => {
    const later = await FakeShelf.with(slides('n', 1))
    shelf.documents.push(...later.documents)
    expect((await files.file('n', 'page-0001-small.webp')).size).toBe(10)
  })

  it('of a document that was removed comes from the server, for the replay of the lesson', async () => {
    const gone = await FakeShelf.with(slides('s', 2))
    vi.spyOn(shelf, 'list').mockResolvedValue([])
    await files.refresh()
    expect(await files.file('s', 'page-0002.webp')).toEqual(await gone.read('s', 'page-0002.webp'))
    expect(await store.keys()).toEqual(new Set(['list/l']))
  })

  it('has an error when the document has no such page', async () => {
    await expect(files.file('s', 'page-0009.webp')).rejects.toBeInstanceOf(NoSuchFile)
  })
})

describe('what comes otherwise than the server has it', () => {
  it('is not kept', async () => {
    shelf.spoiled.add('page-0001.webp')
    await expect(files.file('s', 'page-0001.webp')).rejects.toBeInstanceOf(Damaged)
    expect(await store.keys()).toEqual(new Set(['list/l']))
  })

  it('is asked for three times and no more', async () => {
    shelf.spoiled.add('page-0001.webp')
    for (let turn = 0; turn < 3; turn += 1) await files.file('s', 'page-0001.webp').catch(() => undefined)
    expect(files.missing().map(({ file }) => file.name)).not.toContain('page-0001.webp')
  })

  it('makes a clip be fetched anew', async () => {
    shelf.spoiled.add('clip.mp4')
    await fetchAll().catch(() => undefined)
    expect(files.shares()['c']).toBe(0)
  })
})

describe('a clip', () => {
  it('is played from here when all its parts are', async () => {
    expect(await files.clip('c')).toBeNull()
    await fetchAll()
    expect((await files.clip('c'))?.size).toBe(PART_BYTES + 3)
  })

  it('goes on where fetching broke off', async () => {
    const [first] = files.missing().filter(({ whole }) => !whole)
    if (first) await files.fetch(first)
    const later = new LessonFiles(shelf, store, digestOf)
    await later.open()
    expect(later.missing().filter(({ whole }) => !whole).map(({ from }) => from)).toEqual([PART_BYTES])
  })

  it('is not played when a part was lost', async () => {
    await fetchAll()
    const [part] = [...(await store.keys())].filter((key) => key.endsWith('/0'))
    await store.forget([part ?? ''])
    expect(await files.clip('c')).toBeNull()
    expect(files.missing()).toHaveLength(1)
  })
})
