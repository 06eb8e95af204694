/** How one view is brought back into step with the lesson clock. */

/** Beyond this the eye and the ear notice: jump. */
const SEEK_S = 0.12
/** Within this nothing is done; a correction goes on until it is within the second. */
const START_NUDGE_S = 0.025
const END_NUDGE_S = 0.008
const MOST_NUDGE = 0.06
/** Give a jump time to land before judging again. */
const SETTLE_S = 0.8
const MOST_LEAD_S = 0.4

export type Correction = { do: 'seek'; to: number } | { do: 'rate'; rate: number }

/** Keeps one follower's history; all times are seconds, `now` of any steady clock. */
export class Drift {
  private nudging = false
  private settledAt = -Infinity
  /** How long this element takes to land a jump: the next jump aims that far ahead. */
  private lead = 0.05
  private jumped = false

  /** What the element at `actual` has to do to be at `wanted` while the lesson runs at `speed`. */
  correct(wanted: number, actual: number, speed: number, now: number): Correction {
    const off = actual - wanted
    if (now >= this.settledAt) {
      this.learn(off, speed)
      if (Math.abs(off) > SEEK_S) return this.jump(wanted, speed, now)
    }
    if (Math.abs(off) > START_NUDGE_S) this.nudging = true
    if (Math.abs(off) < END_NUDGE_S) this.nudging = false
    const nudge = this.nudging ? Math.min(Math.max(-off, -MOST_NUDGE), MOST_NUDGE) : 0
    return { do: 'rate', rate: speed * (1 + nudge) }
  }

  /** Somebody else moved the element: judge it afresh after it has landed. */
  moved(now: number): void {
    this.settledAt = now + SETTLE_S
    this.jumped = false
    this.nudging = false
  }

  private jump(wanted: number, speed: number, now: number): Correction {
    this.moved(now)
    this.jumped = true
    return { do: 'seek', to: wanted + this.lead * speed }
  }

  private learn(off: number, speed: number): void {
    if (!this.jumped) return
    this.jumped = false
    this.lead = Math.min(Math.max(this.lead - off / speed, 0), MOST_LEAD_S)
  }
}
