/** The lesson clock of a replay: one position that every view follows. Told the time, reads none. */

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const

/** A small lead of the audible view, in its own time, is taken over gently; a large one is that view's own trouble. */
const FOLLOWED_S = 0.12
const FOLLOWED_SHARE = 0.2

export class LessonClock {
  speed = 1
  playing = false
  /** The clock stands still, though playing, until the views have data again. */
  held = false
  private anchor = { position: 0, now: 0 }

  /** `start` and the result of `position()` are lesson seconds, `now` seconds of any steady clock. */
  constructor(
    start: number,
    now: number,
    private limit: number,
  ) {
    this.anchor = { position: start, now }
  }

  position(now: number): number {
    if (!this.running) return this.anchor.position
    const moved = this.anchor.position + (now - this.anchor.now) * this.speed
    return Math.min(Math.max(moved, 0), this.limit)
  }

  get running(): boolean {
    return this.playing && !this.held
  }

  play(now: number): void {
    this.change(now, () => (this.playing = true))
  }

  pause(now: number): void {
    this.change(now, () => (this.playing = false))
  }

  /** Stop for lack of data, or go on. */
  hold(held: boolean, now: number): void {
    if (held !== this.held) this.change(now, () => (this.held = held))
  }

  setSpeed(speed: number, now: number): void {
    this.change(now, () => (this.speed = speed))
  }

  seek(position: number, now: number): void {
    this.anchor = { position: Math.min(Math.max(position, 0), this.limit), now }
  }

  /** The end of what can be played; it grows while the lesson still runs. */
  extend(limit: number, now: number): void {
    this.change(now, () => (this.limit = limit))
  }

  get end(): number {
    return this.limit
  }

  /** Let the audible view lead: its sound must not be stretched to fit, so the clock bends instead. */
  follow(leader: number, now: number): void {
    const lead = leader - this.position(now)
    if (this.running && Math.abs(lead) < FOLLOWED_S * Math.max(this.speed, 1)) this.seek(this.position(now) + lead * FOLLOWED_SHARE, now)
  }

  private change(now: number, apply: () => void): void {
    this.anchor = { position: this.position(now), now }
    apply()
  }
}
