/** A replay as something that a clock can steer, like a <video>: so films and recordings keep step by one control. */
import type { ClipElement } from '@/courseware/clipclock'
import type { Manners } from '@/replay/drift'
import type { Replay } from '@/replay/replay'

/** All views jump together and what is near is fetched already: a jump is cheaper than a quarter of a second beside the others. On a slow line it takes seconds to land. */
export const TOGETHER: Manners = { seekBeyond: 0.25, nudge: 0.05, mostLead: 2 }

const HAVE_NOTHING = 0
const HAVE_CURRENT_DATA = 2
const HAVE_ENOUGH_DATA = 4

/** The part of a replay that is steered. */
export type Steered = Pick<Replay, 'seek' | 'play' | 'pause' | 'setSpeed'> & { readonly state: Pick<Replay['state'], 'position' | 'end' | 'playing' | 'held' | 'manifest'> }

export class PlayedRecording implements ClipElement {
  /** It stands after a jump, until what is there has come. */
  readonly seeking = false
  private rate = 1

  constructor(private readonly replay: Steered) {}

  get currentTime(): number {
    return this.replay.state.position
  }

  set currentTime(position: number) {
    this.replay.seek(position)
  }

  get playbackRate(): number {
    return this.rate
  }

  set playbackRate(rate: number) {
    this.rate = rate
    this.replay.setSpeed(rate)
  }

  get duration(): number {
    return this.replay.state.end
  }

  get paused(): boolean {
    return !this.replay.state.playing
  }

  get readyState(): number {
    if (!this.replay.state.manifest) return HAVE_NOTHING
    return this.replay.state.held ? HAVE_CURRENT_DATA : HAVE_ENOUGH_DATA
  }

  play(): Promise<void> {
    this.replay.play()
    return Promise.resolve()
  }

  pause(): void {
    this.replay.pause()
  }
}
