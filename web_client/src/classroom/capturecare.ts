/**
 * Notices a camera or microphone that says it runs but gives nothing, and when to open it anew.
 */

/** What was seen of one track. */
export interface CaptureLook {
  /** Frames that it has given so far; `null` where nobody can count them. */
  frames: number | null
  /** The system says that it gives nothing. */
  muted: boolean
  /** It is switched on and the page is seen: otherwise nothing has to come. */
  expected: boolean
}

export type CaptureVerdict = 'well' | 'stalled' | 'restart'

export const STALL_MS = 5000
const FIRST_RETRY_MS = 5000
const LONGEST_RETRY_MS = 60_000

/** Follows one device; call `look` about once a second, `fresh` when another track was opened. */
export class CaptureCare {
  private frames: number | null = null
  private alive: number | null = null
  private restarts = 0
  private retryAt = 0

  /** `restart`: it is time to open it anew; `stalled`: it gives nothing, or was opened anew and has not shown yet that it gives. */
  look({ frames, muted, expected }: CaptureLook, now: number): CaptureVerdict {
    const gives = frames === null ? !muted : this.frames !== null && frames > this.frames
    this.frames = frames
    if (gives) this.restarts = 0
    if (gives || !expected || this.alive === null) {
      this.alive = now
      return 'well'
    }
    if (now - this.alive < STALL_MS || now < this.retryAt) return this.restarts > 0 ? 'stalled' : 'well'
    this.retryAt = now + Math.min(FIRST_RETRY_MS * 2 ** this.restarts, LONGEST_RETRY_MS)
    this.restarts += 1
    return 'restart'
  }

  /** Another track was opened: it has its time to begin. */
  fresh(now: number): void {
    this.frames = null
    this.alive = now
  }
}
