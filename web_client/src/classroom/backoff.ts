/**
 * Says how long to wait before the next attempt: never long, never all clients at once.
 */

const FIRST_MS = 300
/** A lesson goes on while we wait: a longer pause than this loses more than it spares. */
const LONGEST_MS = 5000

export class Backoff {
  private attempts = 0

  constructor(private readonly random: () => number = Math.random) {}

  /** Milliseconds to wait: doubled at each call up to 5 s, of which a random half is left out. */
  next(): number {
    const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.attempts, 10))
    this.attempts += 1
    return ceiling * (0.5 + this.random() / 2)
  }

  /** Start over: the last attempt was a success. */
  reset(): void {
    this.attempts = 0
  }
}
