/**
 * Knows the server's time, so that all screens act together whatever their own clocks say.
 */

/** How many pings are remembered: a changed line or a corrected clock is believed after so many. */
const REMEMBERED = 12
/** Before the first ping nothing is known. */
const UNKNOWN_DOUBT_MS = 5000

interface Exchange {
  offset: number
  roundTrip: number
}

/**
 * Estimates the offset of the server's clock from ping exchanges.
 *
 * The exchange with the shortest round trip is the one least disturbed by
 * queues on the way; its offset is wrong by at most half that round trip.
 */
export class ServerClock {
  private exchanges: Exchange[] = []

  /** Note a pong: `sent` and `received` on the own clock, `serverTime` on the server's, all in milliseconds. */
  note(sent: number, received: number, serverTime: number): void {
    const roundTrip = received - sent
    if (!(roundTrip >= 0)) return
    this.exchanges.push({ offset: serverTime - (sent + received) / 2, roundTrip })
    if (this.exchanges.length > REMEMBERED) this.exchanges.shift()
  }

  /** Take a first rough offset from a message that carries the server's time; any ping is better. */
  noteRoughly(received: number, serverTime: number): void {
    if (this.exchanges.length === 0) this.exchanges.push({ offset: serverTime - received, roundTrip: Infinity })
  }

  /** Milliseconds to add to the own clock; 0 before the first exchange. */
  get offset(): number {
    return this.best?.offset ?? 0
  }

  /** The shortest round trip remembered, or `null` before the first ping. */
  get roundTrip(): number | null {
    const best = this.best?.roundTrip
    return best === undefined || best === Infinity ? null : best
  }

  /** By how much `serverTime` may be wrong: half of the shortest round trip, and a millisecond for rounding. */
  get doubt(): number {
    return this.roundTrip === null ? UNKNOWN_DOUBT_MS : Math.ceil(this.roundTrip / 2) + 1
  }

  /** The server's Unix time in milliseconds at the own time `now`. */
  serverTime(now: number): number {
    return now + this.offset
  }

  private get best(): Exchange | undefined {
    return this.exchanges.reduce<Exchange | undefined>(
      (best, exchange) => (best && best.roundTrip <= exchange.roundTrip ? best : exchange),
      undefined,
    )
  }
}
