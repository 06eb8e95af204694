/**
 * Notices soon that a media path is dead, and says what to do about it.
 *
 * A browser calls a dead path `disconnected` only after about 6 s, and `failed` after 20 to 30 s;
 * a restart of ICE takes a tenth of a second. So we look ourselves.
 */

export type PathAdvice = 'fine' | 'restart' | 'rebuild'

/** Chromium checks an idle path every 2.5 s: nothing at all for longer than this is a loss. */
const SILENT_MS = 4000
/** How long a restart or a first connect may take until the next attempt. */
const PATIENCE_MS = 4000
const HASTE_MS = 1000
/** After so many restarts in vain the whole peer connection is built anew. */
const RESTARTS = 2
/** A line that was silent for so long and is not any more has come back. */
const INTERRUPTION_MS = 2000
/** Where the network is said to be back, a path that stays silent for longer needs help. */
const URGENT_SILENCE_MS = 500

/**
 * Watches one peer connection.
 *
 * `progress` is any number that changes while packets arrive (see `progressOf`);
 * `now` is in milliseconds.
 */
export class PathWatch {
  private progress = -1
  private movedAt: number
  private actAfter: number
  private restarts = 0
  private patience = SILENT_MS

  /** Begin when the peer connection is made. */
  constructor(now: number) {
    this.movedAt = now
    this.actAfter = now + PATIENCE_MS
  }

  /** Take note of the progress; whether it goes on again after an interruption. */
  note(progress: number, now: number): boolean {
    if (progress === this.progress) return false
    const back = this.progress >= 0 && now - this.movedAt > INTERRUPTION_MS
    this.progress = progress
    this.movedAt = now
    return back
  }

  look(state: RTCPeerConnectionState, progress: number, now: number): PathAdvice {
    this.note(progress, now)
    if (state === 'connected' && now - this.movedAt < this.patience) {
      this.restarts = 0
      this.actAfter = now
      this.patience = SILENT_MS
      return 'fine'
    }
    return now < this.actAfter ? 'fine' : this.act(state, now)
  }

  /** The network is said to be back: a path that is still silent is worth a restart at once. */
  urge(now: number): void {
    this.actAfter = now
    this.patience = URGENT_SILENCE_MS
  }

  /** An attempt has come to its end: see what it has brought before the next one. */
  wait(now: number): void {
    this.actAfter = now + PATIENCE_MS
  }

  /**
   * The last attempt has failed: the next one need not wait for the full patience.
   *
   * One that never reached the server says nothing against the peer connection,
   * which a short restart will mend when the line is back.
   */
  hasten(now: number, reached: boolean): void {
    this.actAfter = Math.min(this.actAfter, now + HASTE_MS)
    if (!reached) this.restarts = Math.max(0, this.restarts - 1)
  }

  private act(state: RTCPeerConnectionState, now: number): PathAdvice {
    this.wait(now)
    const hopeless = state === 'closed' || this.restarts >= RESTARTS
    this.restarts = hopeless ? 0 : this.restarts + 1
    this.patience = SILENT_MS
    return hopeless ? 'rebuild' : 'restart'
  }
}

/** A number that changes whenever something arrived on the peer connection: packets or answers to checks. */
export function progressOf(stats: Iterable<Record<string, unknown>>): number {
  let sum = 0
  for (const entry of stats) {
    if (entry.type === 'transport') sum += number(entry.packetsReceived)
    if (entry.type === 'candidate-pair') sum += number(entry.responsesReceived) + number(entry.packetsReceived)
  }
  return sum
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
