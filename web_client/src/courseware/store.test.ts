import { beforeEach, describe, expect, it } from 'vitest'

import { CacheStore, MemoryStore, StoreFull } from './store'

/** The browser's Cache API as far as it is used, with a quota of `room.quota` bytes. */
class FakeCaches {
  readonly all = new Map<string, Map<string, Response>>()
  readonly room = { usage: 0, quota: 1000 }

  async open(name: string): Promise<Partial<Cache>> {
    const cache = this.all.get(name) ?? new Map<string, Response>()
    this.all.set(name, cache)
    return {
      keys: async () => [...cache.keys()].map((url) => ({ url: `http://x${url}` }) as Request),
      put: async (url, response) => {
        cache.set(String(url), response)
        this.room.usage += Number((await response.clone().blob()).size)
      },
      delete: async (url) => cache.delete(String(url)),
    }
  }

  async match(url: string): Promise<Response | undefined> {
    return [...this.all.values()].map((cache) => cache.get(url)?.clone()).find((found) => found)
  }

  async keys(): Promise<string[]> {
    return [...this.all.keys()]
  }

  async delete(name: string): Promise<boolean> {
    for (const kept of this.all.get(name)?.values() ?? []) this.room.usage -= (await kept.clone().blob()).size
    return this.all.delete(name)
  }
}

class FakeStorage extends Map<string, string> {
  getItem = (key: string): string | null => this.get(key) ?? null
  setItem = (key: string, value: string): void => void this.set(key, value)
}

let caches: FakeCaches
let storage: FakeStorage

beforeEach(() => {
  caches = new FakeCaches()
  storage = new FakeStorage()
})

const lesson = (name: string, now: number): CacheStore =>
  new CacheStore(caches as unknown as CacheStorage, name, storage, async () => caches.room, now)

const bytes = (size: number): Blob => new Blob(['x'.repeat(size)])

describe('a lesson’s cache', () => {
  it('gives back what was kept', async () => {
    await lesson('a', 1).write('k/0', bytes(5))
    expect((await lesson('a', 2).read('k/0'))?.size).toBe(5)
  })

  it('finds what another lesson has kept', async () => {
    await lesson('a', 1).write('k', bytes(5))
    const other = lesson('b', 2)
    expect(await other.keys()).toEqual(new Set(['k']))
    expect((await other.read('k'))?.size).toBe(5)
  })

  it('drops the lesson that was wanted longest ago when room is short', async () => {
    await lesson('old', 1).write('o', bytes(300))
    await lesson('new', 2).write('n', bytes(300))
    await lesson('today', 3).write('t', bytes(300))
    expect(await caches.keys()).toEqual(['tongke-courseware-new', 'tongke-courseware-today'])
  })

  it('keeps an old lesson that is wanted again', async () => {
    await lesson('old', 1).write('o', bytes(300))
    await lesson('new', 2).write('n', bytes(300))
    lesson('old', 3)
    await lesson('today', 4).write('t', bytes(300))
    expect(await caches.keys()).toEqual(['tongke-courseware-old', 'tongke-courseware-today'])
  })

  it('is full when nothing but itself is left', async () => {
    await lesson('a', 1).write('k', bytes(700))
    await expect(lesson('a', 2).write('l', bytes(200))).rejects.toBeInstanceOf(StoreFull)
  })

  it('forgets what was damaged', async () => {
    const store = lesson('a', 1)
    await store.write('k', bytes(5))
    await store.forget(['k'])
    expect(await store.read('k')).toBeNull()
  })
})

describe('a store in memory', () => {
  it('has a bound', async () => {
    const store = new MemoryStore(10)
    await store.write('k', bytes(8))
    await expect(store.write('l', bytes(8))).rejects.toBeInstanceOf(StoreFull)
  })

  it('has room again for what it forgot', async () => {
    const store = new MemoryStore(10)
    await store.write('k', bytes(8))
    await store.forget(['k'])
    await store.write('l', bytes(8))
    expect(await store.keys()).toEqual(new Set(['l']))
  })
})
