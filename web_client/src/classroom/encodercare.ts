/**
 * Spares a machine that cannot encode all layers: leaves the highest out, and tries again later.
 */
import type { Stat } from './report'

/** The browser itself lowers the resolution within some seconds; only what lasts longer is too much. */
const OVERLOADED_MS = 12_000
const FIRST_TRIAL_MS = 60_000
const LONGEST_TRIAL_MS = 15 * 60_000

/** Watches one up-link; `now` is in milliseconds. */
export class EncoderCare {
  /** How many of the highest layers to leave out. */
  leftOut = 0
  private burdenedSince: number | null = null
  private changedAt = 0
  private trialAfter = FIRST_TRIAL_MS

  /** Take a look at the statistics; true when `leftOut` has changed. */
  look(stats: readonly Stat[], now: number): boolean {
    const layers = stats.filter((entry) => entry.type === 'outbound-rtp' && entry.kind === 'video' && entry.active !== false)
    const burdened = layers.some((entry) => entry.qualityLimitationReason === 'cpu')
    this.burdenedSince = burdened ? (this.burdenedSince ?? now) : null
    if (burdened) return layers.length > 1 && this.relieve(now)
    return this.try(now)
  }

  private relieve(now: number): boolean {
    if (this.burdenedSince === null || now - this.burdenedSince < OVERLOADED_MS) return false
    // What was too much just after a trial will be so again: wait longer before the next.
    if (this.leftOut === 0 && this.changedAt > 0 && now - this.changedAt < this.trialAfter) {
      this.trialAfter = Math.min(LONGEST_TRIAL_MS, 3 * this.trialAfter)
    }
    return this.change(this.leftOut + 1, now)
  }

  private try(now: number): boolean {
    if (this.leftOut === 0 || now - this.changedAt < this.trialAfter) return false
    return this.change(this.leftOut - 1, now)
  }

  private change(leftOut: number, now: number): boolean {
    this.leftOut = leftOut
    this.changedAt = now
    this.burdenedSince = null
    return true
  }
}
