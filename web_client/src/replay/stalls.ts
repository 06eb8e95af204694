/** Notices when the line cannot hold the pictures, so that a lighter way is offered. All times are seconds. */

/** Looked back so far. */
const WINDOW_S = 60
/** So much waiting in that time is more than one bad moment. */
const TOO_LONG_S = 6
/** Waiting right after a jump is nothing strange; only what is longer counts. */
const AFTER_JUMP_S = 3

export class Stalls {
  private spans: { start: number; end: number }[] = []
  private since: number | null = null
  private jumpedAt = -Infinity

  /** Somebody has gone elsewhere, or begun to play. */
  jumped(now: number): void {
    this.jumpedAt = now
  }

  /** Say again and again whether playing waits for data. */
  note(waiting: boolean, now: number): void {
    if (waiting) this.since ??= Math.max(now, this.jumpedAt + AFTER_JUMP_S)
    else if (this.since !== null) {
      if (now > this.since) this.spans.push({ start: this.since, end: now })
      this.since = null
    }
    this.spans = this.spans.filter(({ end }) => end > now - WINDOW_S)
  }

  /** Whether there was so much waiting lately that nobody can follow. */
  tooMuch(now: number): boolean {
    const waited = this.spans.reduce((sum, { start, end }) => sum + end - Math.max(start, now - WINDOW_S), 0)
    const waiting = this.since === null ? 0 : Math.max(0, now - this.since)
    return waited + waiting >= TOO_LONG_S
  }

  /** Begin anew: something was done about it. */
  clear(): void {
    this.spans = []
    this.since = null
  }
}
