/**
 * Spares a thin up-link: sound comes first, and a camera sends only what the line has shown to carry.
 */
import { progressOf } from './path'
import type { Stat } from './report'

/** How much of a camera is sent: no layer, the lowest one, or all. */
export type Extent = 'none' | 'lowest' | 'all'

/** Sound takes 60 to 75 kbit/s with its headers; what is left below this is no picture. */
const THIN = 120_000
/** The camera comes back from here on, and with all its layers from there on. */
const ROOMY = 200_000
const PLENTY = 250_000
/** A low estimate alone may be one that is still growing: the line is full when packets wait so long or are lost so often. */
const FULL_RTT_MS = 800
const FULL_LOSS = 0.2
const THIN_MS = 4000
const ROOMY_MS = 4000
/** All layers are sent when the estimate has held for this and some round trips. */
const PLENTY_MS = 1400
const ROUND_TRIPS = 4
/** While a camera is paused the estimate hardly grows, so it is tried again, more and more seldom. */
const FIRST_TRIAL_MS = 15_000
const LONGEST_TRIAL_MS = 10 * 60_000
/** So many times as long where the line is full without it: there is little hope, but some ways are that long. */
const HOPELESS = 3
/** Packets that wait so much less than before the last trial are on another line, or have it for themselves again. */
const CHANGED = 1 / 3
/** A trial that ended within this time has failed. */
const PROVEN_MS = 60_000

type Finding = 'thin' | 'roomy' | 'plenty' | 'changed'

/** What one look tells of the line. */
interface Sight {
  estimate: number
  rtt: number
  isFull: boolean
}

/** Watches one up-link; `now` is in milliseconds. */
export class LineCare {
  extent: Extent
  private trialAfter = FIRST_TRIAL_MS
  private changedAt = 0
  private triedAt: number | null = null
  private progress = 0
  /** The shortest round trip while the camera rested, and what it was before the last trial. */
  private resting = Infinity
  private restedBefore = 0
  private readonly since = new Map<Finding, number>()

  /** One that begins carefully sends the lowest layer alone until the line has shown more. */
  constructor(isCareful: boolean) {
    this.extent = isCareful ? 'lowest' : 'all'
  }

  /** Take a look at the statistics, every second or two; true when `extent` has changed. */
  look(stats: readonly Stat[], now: number): boolean {
    const sight = this.see(stats)
    if (!sight) {
      // A dead path says nothing about how much it will carry.
      this.since.clear()
      return false
    }
    const lasts = (what: Finding, holds: boolean) => this.lasts(what, holds, now)
    const thin = lasts('thin', sight.estimate < THIN && sight.isFull)
    const roomy = lasts('roomy', sight.estimate >= ROOMY && !sight.isFull)
    const plenty = lasts('plenty', sight.estimate >= PLENTY && !sight.isFull)
    const changed = lasts('changed', sight.rtt < CHANGED * this.restedBefore)
    if (this.extent === 'none') return this.rest(sight, Math.max(roomy, changed) >= ROOMY_MS, now)
    if (thin >= THIN_MS) return this.pause(now)
    return this.extent === 'lowest' && plenty >= PLENTY_MS + ROUND_TRIPS * sight.rtt && this.change('all', now)
  }

  private see(stats: readonly Stat[]): Sight | null {
    const progress = progressOf(stats)
    const isAlive = progress !== this.progress
    this.progress = progress
    const pair = stats.find((entry) => entry.type === 'candidate-pair' && entry.nominated === true)
    if (!pair || !isAlive) return null
    // What is told of sound may be the loss of those who listen; of a paused picture the last word is old.
    const isTold = (entry: Stat) => entry.type === 'remote-inbound-rtp' && entry.kind === 'video' && this.extent !== 'none'
    const pictures = stats.filter(isTold)
    const loss = Math.max(0, ...pictures.map((entry) => known(entry.fractionLost, 0)))
    const rtt = 1000 * known(pair.currentRoundTripTime, 0)
    // A browser that tells no estimate regulates itself.
    return { estimate: known(pair.availableOutgoingBitrate, Infinity), rtt, isFull: rtt > FULL_RTT_MS || loss > FULL_LOSS }
  }

  /** For how long it has been so, in milliseconds; -1 if it is not so. */
  private lasts(what: Finding, holds: boolean, now: number): number {
    if (!holds) {
      this.since.delete(what)
      return -1
    }
    const since = this.since.get(what) ?? now
    this.since.set(what, since)
    return now - since
  }

  private rest(sight: Sight, isInvited: boolean, now: number): boolean {
    this.resting = Math.min(this.resting, sight.rtt)
    const trialAfter = this.trialAfter * (sight.isFull ? HOPELESS : 1)
    return (isInvited || now - this.changedAt >= trialAfter) && this.try(now)
  }

  private pause(now: number): boolean {
    const failed = this.triedAt !== null && now - this.triedAt < PROVEN_MS
    this.trialAfter = failed ? Math.min(LONGEST_TRIAL_MS, 3 * this.trialAfter) : FIRST_TRIAL_MS
    return this.change('none', now)
  }

  private try(now: number): boolean {
    this.triedAt = now
    this.restedBefore = this.resting
    this.resting = Infinity
    return this.change('lowest', now)
  }

  private change(extent: Extent, now: number): boolean {
    this.extent = extent
    this.changedAt = now
    this.since.clear()
    return true
  }
}

function known(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}
