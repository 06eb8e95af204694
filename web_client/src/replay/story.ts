/** What happened in the lesson and when: the room's state at every moment, and the spans that the time line marks. */
import { contentOf } from '@/classroom/content'
import { masters, reduce, sharedPicture, stage } from '@/classroom/reducer'
import type { Cue, RoomState } from '@/protocol/messages'

import { logOf, type LogEntry } from './log'
import { spansOf, type Moment, type Span } from './spans'
import type { Scene } from './thin'

/** The view that draws pages, films and the whiteboard as everybody saw them; the others are sources. */
export const PAGES = 'pages'

/** The reduced cues of one recording. Times are lesson seconds. */
export class Story {
  readonly moments: Moment[]

  constructor(
    readonly snapshot: RoomState,
    private readonly cues: readonly Cue[],
    readonly startedAtMs: number,
  ) {
    let state = snapshot
    this.moments = cues.map((cue) => {
      state = reduce(state, cue)
      return { at: (cue.at - startedAtMs) / 1000, state }
    })
  }

  stateAt(position: number): RoomState {
    let [low, high] = [0, this.moments.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.moments[middle]?.at ?? Infinity) <= position) low = middle + 1
      else high = middle
    }
    return this.moments[low - 1]?.state ?? this.snapshot
  }

  /** The views to show large: what is shown to everybody first, then whoever has the stage. */
  prominentAt(position: number): string[] {
    return prominent(this.stateAt(position))
  }

  /** Whose sound matters most, scene by scene: of what is prominent, and the teacher's. */
  scenes(): Scene[] {
    const scenes: { end: number; first: string[] }[] = []
    for (const { at, state } of [{ at: -Infinity, state: this.snapshot }, ...this.moments]) {
      const first = [...new Set([...prominent(state), ...masters(state).slice(0, 1).map((member) => `${member}/camera`)])]
      const last = scenes.at(-1)
      if (last?.first.join() === first.join()) continue
      if (last) last.end = at
      scenes.push({ end: Infinity, first })
    }
    return scenes
  }

  /** A member's name, also of one who left. */
  nameOf(member: string): string {
    return this.lastState.members[member]?.name ?? member
  }

  placeOf(member: string): string {
    return this.lastState.members[member]?.place ?? ''
  }

  isMaster(member: string): boolean {
    return this.lastState.members[member]?.role === 'master'
  }

  /** Who was called on and when, what was shown and asked, and the lesson itself; open spans last until `end`. */
  spans(end: number): Span[] {
    return spansOf(this.moments, end)
  }

  /** Every turn of the lesson, in order. */
  log(): LogEntry[] {
    return logOf(this.cues, this.moments)
  }

  /** Whether anything was shown but cameras and screens: pages, films, the whiteboard. */
  get hasPages(): boolean {
    return isPages(this.snapshot) || this.moments.some(({ state }) => isPages(state))
  }

  /** Whether a page, a film or the whiteboard is shown there. */
  showsPages(position: number): boolean {
    return isPages(this.stateAt(position))
  }

  private get lastState(): RoomState {
    return this.moments.at(-1)?.state ?? this.snapshot
  }
}

function prominent(state: RoomState): string[] {
  const shown = isPages(state) ? PAGES : sharedPicture(state)?.id
  return [shown, stage(state)].filter((id) => id != null)
}

function isPages(state: RoomState): boolean {
  const content = contentOf(state)
  return content !== null && content.kind !== 'picture'
}
