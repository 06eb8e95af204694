/**
 * Keeps the files of lessons on this device, by the hash of their content.
 *
 * Every lesson has a cache of its own, so that an old lesson is dropped as a whole; what two lessons share is found in either.
 */

/** Where pieces are kept. `write` throws `StoreFull` when there is no room for the piece even without the old lessons. */
export interface Store {
  keys(): Promise<Set<string>>
  read(key: string): Promise<Blob | null>
  write(key: string, piece: Blob): Promise<void>
  forget(keys: readonly string[]): Promise<void>
}

export class StoreFull extends Error {}

/** When which lesson was last wanted; the one that nobody wanted for longest goes first. */
export interface Calendar {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

const CACHE = 'tongke-courseware'
const CALENDAR = 'tongke.courseware'
const ADDRESS = '/courseware-kept/'
/** The rest is for the browser and for what else the machine keeps. */
const SHARE_OF_QUOTA = 0.8

interface Room {
  usage: number
  quota: number
}

/** One lesson's store in the browser's Cache API. */
export class CacheStore implements Store {
  private readonly name: string

  constructor(
    private readonly caches: CacheStorage,
    lesson: string,
    private readonly calendar: Calendar,
    private readonly room: () => Promise<Room>,
    now: number,
  ) {
    this.name = `${CACHE}-${lesson}`
    this.note({ ...this.wanted(), [lesson]: now })
  }

  async keys(): Promise<Set<string>> {
    const names = await this.lessonsKept()
    const requests = await Promise.all(names.map(async (name) => (await this.caches.open(name)).keys()))
    return new Set(requests.flat().map(({ url }) => keyOf(url)))
  }

  async read(key: string): Promise<Blob | null> {
    const kept = await this.caches.match(ADDRESS + key)
    return kept ? kept.blob() : null
  }

  async write(key: string, piece: Blob): Promise<void> {
    await this.makeRoom(piece.size)
    try {
      await this.put(key, piece)
    } catch (error) {
      // The quota was an estimate.
      if (!(await this.dropOldest())) throw new StoreFull(String(error))
      await this.put(key, piece)
    }
  }

  async forget(keys: readonly string[]): Promise<void> {
    for (const name of await this.lessonsKept()) {
      const cache = await this.caches.open(name)
      for (const key of keys) await cache.delete(ADDRESS + key)
    }
  }

  private async put(key: string, piece: Blob): Promise<void> {
    const cache = await this.caches.open(this.name)
    await cache.put(ADDRESS + key, new Response(piece, { headers: { 'Content-Type': piece.type } }))
  }

  private async makeRoom(bytes: number): Promise<void> {
    for (;;) {
      const { usage, quota } = await this.room()
      if (quota === 0 || usage + bytes <= quota * SHARE_OF_QUOTA) return
      if (!(await this.dropOldest())) throw new StoreFull(`${usage} of ${quota} bytes are used`)
    }
  }

  /** Drop the lesson that nobody wanted for longest; false when this one alone is left. */
  private async dropOldest(): Promise<boolean> {
    const wanted = this.wanted()
    const others = (await this.lessonsKept()).filter((name) => name !== this.name)
    const ages = others.map((name) => ({ name, at: wanted[name.slice(CACHE.length + 1)] ?? 0 }))
    const oldest = ages.sort((a, b) => a.at - b.at)[0]
    if (!oldest) return false
    await this.caches.delete(oldest.name)
    return true
  }

  private async lessonsKept(): Promise<string[]> {
    return (await this.caches.keys()).filter((name) => name.startsWith(`${CACHE}-`))
  }

  private wanted(): Record<string, number> {
    try {
      return JSON.parse(this.calendar.getItem(CALENDAR) ?? '{}') as Record<string, number>
    } catch {
      return {}
    }
  }

  /** Only lessons of the last weeks are remembered: a name that is not listed is older than all. */
  private note(wanted: Record<string, number>): void {
    const newest = Object.entries(wanted).sort(([, a], [, b]) => b - a)
    this.calendar.setItem(CALENDAR, JSON.stringify(Object.fromEntries(newest.slice(0, 200))))
  }
}

/** Without the Cache API (a page that came over plain HTTP) the pages of this visit are kept, up to so many bytes. */
const MEMORY_BYTES = 128 * 1024 * 1024

export class MemoryStore implements Store {
  private readonly pieces = new Map<string, Blob>()
  private bytes = 0

  constructor(private readonly limit = MEMORY_BYTES) {}

  async keys(): Promise<Set<string>> {
    return new Set(this.pieces.keys())
  }

  async read(key: string): Promise<Blob | null> {
    return this.pieces.get(key) ?? null
  }

  async write(key: string, piece: Blob): Promise<void> {
    if (this.bytes + piece.size > this.limit) throw new StoreFull(`${this.bytes} bytes are in memory`)
    await this.forget([key])
    this.pieces.set(key, piece)
    this.bytes += piece.size
  }

  async forget(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.bytes -= this.pieces.get(key)?.size ?? 0
      this.pieces.delete(key)
    }
  }
}

/** The store for one lesson on this device. */
export function storeFor(lesson: string): Store {
  if (!globalThis.caches) return new MemoryStore()
  const room = async (): Promise<Room> => {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {}
    return { usage, quota }
  }
  return new CacheStore(caches, lesson, localStorage, room, Date.now())
}

function keyOf(url: string): string {
  return new URL(url, 'http://kept').pathname.slice(ADDRESS.length)
}
