/** Understands a finger on the picture as players on telephones do. Pixels, and milliseconds of any steady clock. */

export type Gesture =
  | { do: 'tap' }
  /** Twice in the left or right third: back or forward. */
  | { do: 'step'; by: 1 | -1 }
  /** Along the picture: `share` of its width, negative to the left; `done` when the finger is lifted. */
  | { do: 'swipe'; share: number; done: boolean }

/** A finger is never quite still. */
const STILL_PX = 12
/** A second tap counts as one of two until then. */
export const TWICE_MS = 280
/** A longer press is none. */
const TAP_MS = 500

export class Touch {
  private from: { x: number; y: number; at: number } | null = null
  private swiping = false
  private tappedAt = -Infinity

  down(x: number, y: number, at: number): void {
    this.from = { x, y, at }
    this.swiping = false
  }

  /** The finger has moved; `width` is the picture's. */
  move(x: number, y: number, width: number): Gesture | null {
    if (!this.from) return null
    const [across, along] = [Math.abs(y - this.from.y), x - this.from.x]
    if (!this.swiping && across > STILL_PX && across > Math.abs(along)) this.cancel()
    if (!this.from || (!this.swiping && Math.abs(along) < STILL_PX)) return null
    this.swiping = true
    return { do: 'swipe', share: along / width, done: false }
  }

  /** The finger is lifted. After `tap` wait `TWICE_MS` before it is believed: `step` may follow. */
  up(x: number, left: number, width: number, at: number): Gesture | null {
    const { from, swiping } = this
    this.cancel()
    if (!from) return null
    if (swiping) return { do: 'swipe', share: (x - from.x) / width, done: true }
    if (at - from.at > TAP_MS) return null
    const third = Math.floor((3 * (x - left)) / width)
    const twice = at - this.tappedAt < TWICE_MS
    this.tappedAt = at
    if (twice && third !== 1) return { do: 'step', by: third < 1 ? -1 : 1 }
    return { do: 'tap' }
  }

  cancel(): void {
    this.from = null
    this.swiping = false
  }
}
