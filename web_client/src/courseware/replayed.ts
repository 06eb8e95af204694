/** The time of a replay between two of its ticks, so that a clip in it does not follow in steps. */
import type { ClipTime } from './clipclock'

/** What a page knows of a replay: where it was (Unix ms) when it said so last. */
export interface ReplayMoment {
  position: number
  playing: boolean
  speed: number
}

/** A replay that says nothing for longer stands still, whatever it said. */
const MOST_MS = 500

export class ReplayTime {
  private moment: ReplayMoment = { position: 0, playing: false, speed: 1 }
  private saidAt = 0

  /** The replay is there now; `at` is any steady clock in milliseconds. */
  say(moment: ReplayMoment, at: number): void {
    this.moment = moment
    this.saidAt = at
  }

  at(now: number): ClipTime {
    const { position, playing, speed } = this.moment
    const passed = playing ? Math.min(Math.max(now - this.saidAt, 0), MOST_MS) : 0
    return { now: position + passed * speed, running: playing, speed }
  }
}
