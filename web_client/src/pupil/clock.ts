/** Reads the server's clock a few times, so that nobody wins or loses a race by the own one. */
import { ServerClock } from '@/classroom/clock'

/** Readings in a row, and the pause between them: one at least passes without a queue on the way. */
const READINGS = 5
const PAUSE_MS = 250

export class ReadClock {
  private readonly clock = new ServerClock()

  constructor(
    private readonly now: () => number,
    private readonly ask: () => Promise<{ server_time: number }>,
    private readonly pause: (ms: number) => Promise<void>,
  ) {}

  /** The server's time, Unix milliseconds. */
  serverTime(): number {
    return Math.round(this.clock.serverTime(this.now()))
  }

  /** By how much that may be wrong, in milliseconds. */
  get uncertainty(): number {
    return this.clock.doubt
  }

  /** Measure; what fails on the way is left out. */
  async read(): Promise<void> {
    for (let n = 0; n < READINGS; n += 1) {
      const sent = this.now()
      try {
        const { server_time } = await this.ask()
        this.clock.note(sent, this.now(), server_time)
      } catch {
        // The line is away: the next reading, or the next time, will do.
      }
      await this.pause(PAUSE_MS)
    }
  }
}
