/** The recording as far as it is known: its manifest and the takes' indexes, renewed while the lesson still runs. */
import type { Manifest, Take } from './manifest'
import { fragmentsOf, type Fragment, type TakeIndex } from './takes'

/** How the catalogue reaches the server; the page gives the real one. */
export interface Archive {
  manifest(): Promise<Manifest>
  index(take: Take): Promise<TakeIndex>
}

/** Fragments of the tracks are closed up to this far apart. */
const LIVE_DISTANCE_S = 3

export class Catalog {
  private readonly indexes = new Map<string, TakeIndex>()

  private constructor(
    private readonly archive: Archive,
    public manifest: Manifest,
    /** Without pictures: not even their indexes are read. */
    public light: boolean,
  ) {}

  static async open(archive: Archive, light = false): Promise<Catalog> {
    const catalog = new Catalog(archive, await archive.manifest(), light)
    await catalog.readIndexes()
    return catalog
  }

  /** Read again what may have grown. Throws what the archive throws; what was known stays. */
  async refresh(): Promise<void> {
    this.manifest = await this.archive.manifest()
    await this.readIndexes()
  }

  initOf(take: Take): [offset: number, size: number] | null {
    return this.indexes.get(take.take)?.init ?? null
  }

  /** One track's fragments in the order of the lesson. */
  fragments(takes: readonly Take[]): Fragment[] {
    return takes.flatMap((take) => {
      const index = this.indexes.get(take.take)
      return index ? fragmentsOf(take, index) : []
    })
  }

  /** The last moment that can be played, in lesson seconds; a little before the recorder's pen while it writes. */
  get end(): number {
    if (this.manifest.complete) return this.manifest.duration_ms / 1000
    const newest = Math.max(0, ...this.manifest.takes.map((take) => this.fragments([take]).at(-1)?.end ?? 0))
    return Math.max(0, newest - LIVE_DISTANCE_S)
  }

  private async readIndexes(): Promise<void> {
    const wanted = this.manifest.takes.filter((take) => !this.light || take.kind === 'audio')
    const stale = wanted.filter((take) => this.indexes.get(take.take)?.open !== false)
    const read = await Promise.allSettled(
      stale.map(async (take) => {
        this.indexes.set(take.take, await this.archive.index(take))
      }),
    )
    // One damaged take is no reason to show nothing of the lesson.
    const failed = read.find((result) => result.status === 'rejected')
    if (failed && read.every((result) => result.status === 'rejected')) throw failed.reason
  }
}

