/** Asks for the marks that the snapshot left out: at once for what is in view, quietly one by one for the rest. */
import type { RoomState } from '@/protocol/messages'

/** An answer that has not come by then is asked for again. */
const PATIENCE_MS = 10_000
/** What nobody looks at comes this much apart, and not before the lesson has settled. */
const QUIETLY_MS = 4_000

export class Missing {
  private readonly askedAt = new Map<string, number>()
  private quietAt: number | null = null

  constructor(private readonly fetch: (surface: string) => void) {}

  /** A surface is drawn: its marks are needed now. */
  need(room: RoomState, surface: string, now: number): void {
    if (room.board.surfaces[surface]?.marks !== null) return
    if (now - (this.askedAt.get(surface) ?? -Infinity) < PATIENCE_MS) return
    this.askedAt.set(surface, now)
    this.fetch(surface)
  }

  /** Once a second: fetch a further surface if it is time. */
  look(room: RoomState, now: number): void {
    this.quietAt ??= now
    if (now - this.quietAt < QUIETLY_MS) return
    this.quietAt = now
    const missing = Object.entries(room.board.surfaces).filter(([, surface]) => surface.marks === null)
    const smallest = missing.sort(([, a], [, b]) => a.count - b.count)[0]
    if (smallest) this.need(room, smallest[0], now)
  }
}
