/** What a browser remembers of a person's replays: where they were in each, and how they like to watch. */
import { LAYOUTS, type Layout } from './layout'

/** Of one recording. */
export interface Remembered {
  position: number
  /** Sources taken off the screen, sources made silent, and the one that alone is heard. */
  hidden: string[]
  muted: string[]
  solo: string | null
  volumes: Record<string, number>
}

/** Of all recordings. */
export interface Taste {
  speed: number
  volume: number
  layout: Layout
  /** Leave silences out. */
  skipping: boolean
  /** Sound, slides and board without any picture. */
  light: boolean
  /** Rows of the time line that were switched on or off; the others stand as they come. */
  lanes: Record<string, boolean>
  /** The panel beside the views; empty for none, null before anybody chose. */
  panel: string | null
}

/** The server is told so often; it is told with a little delay. */
const TOLD_EVERY_S = 15

type Store = Pick<Storage, 'getItem' | 'setItem'>

/** One person's memory in a browser that several use; `person` is empty for whoever is not signed in. */
export class Memory {
  /** Where the server says this person was last in the recording that is opened, on whatever device; in seconds. */
  elsewhere: number | null = null

  constructor(
    private readonly storage: Store,
    private readonly person: string,
  ) {}

  /** What was remembered of a recording, or a fresh start; broken entries count as none. */
  recall(recording: string): Remembered {
    const kept = this.read(recording) as Partial<Remembered>
    return {
      position: this.positionOf(Number.isFinite(kept.position) ? Number(kept.position) : 0),
      hidden: Array.isArray(kept.hidden) ? kept.hidden : [],
      muted: Array.isArray(kept.muted) ? kept.muted : [],
      solo: typeof kept.solo === 'string' ? kept.solo : null,
      volumes: numbersIn(kept.volumes),
    }
  }

  remember(recording: string, kept: Remembered): void {
    this.write(recording, kept)
  }

  taste(): Taste {
    const kept = this.read('taste') as Partial<Taste>
    return {
      speed: Number(kept.speed) > 0 ? Number(kept.speed) : 1,
      volume: Number(kept.volume) >= 0 && Number(kept.volume) <= 1 ? Number(kept.volume) : 1,
      layout: LAYOUTS.find((layout) => layout === kept.layout) ?? 'auto',
      skipping: kept.skipping === true,
      light: kept.light === true,
      lanes: kept.lanes && typeof kept.lanes === 'object' ? kept.lanes : {},
      panel: typeof kept.panel === 'string' ? kept.panel : null,
    }
  }

  keepTaste(taste: Taste): void {
    this.write('taste', taste)
  }

  /** The browser's own is more exact by what has passed since the server was last told. */
  private positionOf(kept: number): number {
    const { elsewhere } = this
    return elsewhere === null || Math.abs(kept - elsewhere) < TOLD_EVERY_S ? kept : elsewhere
  }

  private read(what: string): object {
    try {
      const kept: unknown = JSON.parse(this.storage.getItem(this.key(what)) ?? '{}')
      return typeof kept === 'object' && kept !== null ? kept : {}
    } catch {
      return {}
    }
  }

  /** A full or forbidden storage is no reason to stop a replay. */
  private write(what: string, kept: object): void {
    try {
      this.storage.setItem(this.key(what), JSON.stringify(kept))
    } catch {
      return
    }
  }

  private key(what: string): string {
    return `tongke.replay.${this.person}.${what}`
  }
}

function numbersIn(kept: unknown): Record<string, number> {
  const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : []
  return Object.fromEntries(entries.filter(([, value]) => Number.isFinite(value)) as [string, number][])
}
