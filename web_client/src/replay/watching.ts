/** Keeps an open replay honest: it says that it is open, and ends at once when the recording may not be watched any more. */
import { ApiError } from '@/api/request'

/** What is watched; a `Replay` is one. */
export interface Watched {
  readonly state: { position: number; trouble: unknown; ended: unknown }
  /** Read again what is there of it; what goes wrong becomes `trouble`. */
  reread(): Promise<void>
  end(why: unknown): void
}

/** Nobody with these answers may go on: not signed in, not allowed, not there, taken back. */
const REFUSALS: readonly number[] = [401, 403, 404, 410]
/** A refused piece is asked for again and again until the recording was read anew: once in so many seconds is enough. */
const AGAIN_S = 3

/** Whether the server refused, and did not just fail. An older server that knows no such address refuses nothing. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && REFUSALS.includes(error.status) && error.code !== 'not_found'
}

export class Watching {
  private lookedAt = -Infinity
  private shown: string | null = null
  private said: number | null = null

  /** `say` tells the server that somebody watches, and where, if they have gone on since it was told; it returns what is shown of the recording, or throws the refusal. */
  constructor(
    private readonly watched: Watched,
    private readonly say: (position: number | null) => Promise<object>,
  ) {}

  /** Say that the replay is open; call it every ten seconds. */
  async beat(): Promise<void> {
    if (this.watched.state.ended) return
    try {
      const shown = JSON.stringify(await this.say(this.moved()))
      // Somebody has published it anew with more or less of the pupils.
      if (this.shown !== null && shown !== this.shown) await this.watched.reread()
      this.shown = shown
    } catch (error) {
      // A server that is away for a moment is no reason to stop: refusals alone are.
      if (isRefusal(error)) this.watched.end(error)
    }
  }

  /** A page that stands open somewhere must not take back where its person went on elsewhere. */
  private moved(): number | null {
    const { position } = this.watched.state
    const before = this.said ?? position
    this.said = position
    return position === before ? null : position
  }

  /** Call it again and again; `now` is seconds of any steady clock. Whatever was refused is looked into. */
  async look(now: number): Promise<void> {
    const { state } = this.watched
    if (state.ended || !isRefusal(state.trouble) || now - this.lookedAt < AGAIN_S) return
    this.lookedAt = now
    // Here the server says best why.
    await this.beat()
    if (state.ended) return
    // Perhaps a part alone is not shown any more: the recording itself says it.
    await this.watched.reread()
    if (isRefusal(state.trouble)) this.watched.end(state.trouble)
  }
}
