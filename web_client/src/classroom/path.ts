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

  /** Begin when the peer connection is made. */
  constructor(now: number) {
    this.movedAt = now
    this.actAfter = now + PATIENCE_MS
  }

  look(state: RTCPeerConnectionState, progress: number, now: number): PathAdvice {
    if (progress !== this.progress) {
      this.progress = progress
      this.movedAt = now
    }
    if (state === 'connected' && now - this.movedAt < SILENT_MS) {
      this.restarts = 0
      this.actAfter = now
      return 'fine'
    }
    return now < this.actAfter ? 'fine' : this.act(state, now)
  }

  /** An attempt has come to its end: see what it has brought before the next one. */
  wait(now: number): void {
    this.actAfter = now + PATIENCE_MS
  }

  /** The last attempt was refused: the next one need not wait for the full patience. */
  hasten(now: number): void {
    this.actAfter = Math.min(this.actAfter, now + HASTE_MS)
  }

  private act(state: RTCPeerConnectionState, now: number): PathAdvice {
    this.wait(now)
    const hopeless = state === 'closed' || this.restarts >= RESTARTS
    this.restarts = hopeless ? 0 : this.restarts + 1
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
