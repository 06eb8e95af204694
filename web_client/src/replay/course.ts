/** Where a replay goes by itself while it plays: over silences, round in a loop, after a running lesson; and how well the line holds. */
import { leap } from './passage'
import { Stalls } from './stalls'
import type { ReplayState } from './state'

/** Whoever follows a running lesson and had to wait is not left behind by more than this. */
const BEHIND_S = 8

export class Course {
  private readonly stalls = new Stalls()
  /** Follows the running lesson, until the person goes elsewhere. */
  following = false

  constructor(private readonly state: ReplayState) {}

  /** Somebody has gone elsewhere, or begun to play; `now` is seconds of any steady clock. */
  jumped(now: number): void {
    this.stalls.jumped(now)
  }

  /** Whether the running lesson that is followed has got away from `position`. */
  isLeftBehind(position: number): boolean {
    return this.following && this.state.end - position > BEHIND_S
  }

  /** Say again and again where playing is and whether it waits for data; where it has to go at once, or null. */
  pass(position: number, held: boolean, now: number): number | null {
    const { state } = this
    const to = leap(position, { silences: state.skipping ? state.silences : null, loop: state.loop })
    if (to !== null) this.jumped(now)
    this.stalls.note(held, now)
    if (!state.light && this.stalls.tooMuch(now)) state.stalling = true
    return to
  }

  /** Something was done about the line, or nobody wants to. */
  clearStalls(): void {
    this.state.stalling = false
    this.stalls.clear()
  }
}
