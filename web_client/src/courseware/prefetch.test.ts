import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { digestOf } from './digest'
import { LessonFiles } from './files'
import { Prefetch } from './prefetch'
import { MemoryStore } from './store'
import { FakeShelf, slides } from './testing'

let shelf: FakeShelf
let files: LessonFiles
let prefetch: Prefetch

beforeEach(async () => {
  vi.useFakeTimers()
  shelf = await FakeShelf.with(slides('s', 2))
  begin(new MemoryStore())
})
afterEach(() => {
  prefetch.stop()
  vi.useRealTimers()
})

function begin(store: MemoryStore): void {
  files = new LessonFiles(shelf, store, digestOf)
  prefetch = new Prefetch(files)
}

const seconds = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 1000)

/** Blobs answer outside of the virtual clock, which goes on meanwhile. */
async function until(state: Prefetch['state']): Promise<void> {
  await vi.waitFor(() => expect(prefetch.state).toBe(state), { timeout: 4000 })
}

describe('fetching before the lesson', () => {
  it('brings everything, small pages first', async () => {
    prefetch.start()
    await until('done')
    expect(shelf.asked.slice(0, 3)).toEqual(['text.json', 'page-0001-small.webp', 'page-0002-small.webp'])
    expect(files.shares()).toEqual({ s: 1 })
  })

  it('tries again when the server was away', async () => {
    shelf.troubles = [new Error('offline')]
    prefetch.start()
    await until('away')
    await until('done')
  })

  it('says when the device is full', async () => {
    begin(new MemoryStore(20))
    prefetch.start()
    await until('full')
    expect(files.shares()['s']).toBeLessThan(1)
  })

  it('finds what became ready later', async () => {
    prefetch.start()
    await until('done')
    shelf.documents.push(...(await FakeShelf.with(slides('n', 1))).documents)
    await prefetch.refresh()
    await vi.waitFor(() => expect(files.shares()).toEqual({ s: 1, n: 1 }))
  })
})

describe('fetching in a lesson', () => {
  it('rests while the line is thin', async () => {
    prefetch.hold(true)
    prefetch.start()
    await seconds(30)
    expect(prefetch.state).toBe('held')
    expect(shelf.asked).toEqual([])
  })

  it('breaks off what is under way when the line becomes thin', async () => {
    shelf.gate = new Promise(() => undefined)
    prefetch.start()
    await until('working')
    prefetch.hold(true)
    await until('held')
  })

  it('goes on when the line is well again', async () => {
    prefetch.hold(true)
    prefetch.start()
    await until('held')
    prefetch.hold(false)
    await until('done')
  })

  it('comes gently once the lesson runs, and begins anew with what came at full speed', async () => {
    let go = (): void => undefined
    shelf.gate = new Promise((resolve) => (go = resolve))
    prefetch.start()
    await until('working')
    prefetch.share(true)
    go()
    await until('done')
    expect(shelf.asked.slice(0, 3)).toEqual(['text.json', 'text.json 0+2', 'page-0001-small.webp 0+10'])
  })

  it('gives a page that is shown now at full speed, also while it comes gently', async () => {
    prefetch.share(true)
    let go = (): void => undefined
    shelf.gate = new Promise((resolve) => (go = resolve))
    prefetch.start()
    await until('working')
    const shown = files.texts('s')
    await vi.waitFor(() => expect(shelf.asked).toEqual(['text.json 0+2', 'text.json']))
    go()
    await shown.catch(() => undefined)
  })

  it('gives way to a page that is shown now', async () => {
    let go = (): void => undefined
    shelf.gate = new Promise((resolve) => (go = resolve))
    prefetch.start()
    await until('working')
    const shown = files.file('s', 'page-0002.webp')
    await vi.waitFor(() => expect(shelf.asked.slice(0, 2)).toEqual(['text.json', 'page-0002.webp']))
    go()
    expect((await shown).size).toBe(40)
  })
})
