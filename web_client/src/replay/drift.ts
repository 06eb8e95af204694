/** How one view is brought back into step with the lesson clock. */

/** What a kind of element stands: how far it may be off before it jumps, and how much its speed may bend. */
export interface Manners {
  /** In seconds of its own time: at double speed twice as much of the lesson, for a jump takes no less time then. */
  seekBeyond: number
  nudge: number
  /** How far ahead of its aim a jump may be sent, in seconds; 0.4 without. */
  mostLead?: number
}

/** A stretched sound is heard, and a jump of it is cheap: every fragment stands alone. */
export const SOUND: Manners = { seekBeyond: 0.12, nudge: 0.06 }
/** A silent picture may hurry unseen, and a jump is dear: it decodes everything since the last keyframe. */
export const PICTURE: Manners = { seekBeyond: 1.5, nudge: 0.5 }

/** Within this nothing is done; a correction goes on until it is within the second. */
const START_NUDGE_S = 0.025
const END_NUDGE_S = 0.008
/** A correction aims to be done in this many seconds, more or less. */
const NUDGED_IN_S = 0.7
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

  constructor(private readonly manners: Manners) {}

  /** What the element at `actual` has to do to be at `wanted` while the lesson runs at `speed`. */
  correct(wanted: number, actual: number, speed: number, now: number): Correction {
    const off = actual - wanted
    if (now >= this.settledAt) {
      this.learn(off, speed)
      if (Math.abs(off) > this.manners.seekBeyond * Math.max(speed, 1)) return this.jump(wanted, speed, now)
    }
    if (Math.abs(off) > START_NUDGE_S) this.nudging = true
    if (Math.abs(off) < END_NUDGE_S) this.nudging = false
    const { nudge } = this.manners
    const bend = this.nudging ? Math.min(Math.max(-off / NUDGED_IN_S, -nudge), nudge) : 0
    return { do: 'rate', rate: speed * (1 + bend) }
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
    this.lead = Math.min(Math.max(this.lead - off / speed, 0), this.manners.mostLead ?? MOST_LEAD_S)
  }
}
