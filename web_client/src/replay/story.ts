/** What happened in the lesson and when: the room's state at every moment, and the spans that the time line marks. */
import { reduce, sharedPicture, stage } from '@/classroom/reducer'
import type { Cue, RoomState } from '@/protocol/messages'

export interface Span {
  kind: 'floor' | 'screen' | 'lesson'
  /** Whose span it is: a member's id; empty for the lesson itself. */
  member: string
  name: string
  start: number
  end: number
}

interface Moment {
  at: number
  state: RoomState
}

/** The reduced cues of one recording. Times are lesson seconds. */
export class Story {
  readonly moments: Moment[]

  constructor(
    readonly snapshot: RoomState,
    cues: readonly Cue[],
    startedAtMs: number,
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

  /** The sources to show large: a shared screen or board first, then whoever has the stage. */
  prominentAt(position: number): string[] {
    const state = this.stateAt(position)
    return [sharedPicture(state)?.id, stage(state)].filter((id) => id != null)
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

  /** Who was called on and when, when a screen was shared, and the lesson itself; open spans last until `end`. */
  spans(end: number): Span[] {
    return [
      ...this.spansOf('lesson', end, (state) => (state.lesson.phase === 'live' ? [''] : [])),
      ...this.spansOf('floor', end, (state) => state.floor),
      ...this.spansOf('screen', end, sharers),
    ]
  }

  private get lastState(): RoomState {
    return this.moments.at(-1)?.state ?? this.snapshot
  }

  private spansOf(kind: Span['kind'], end: number, who: (state: RoomState) => string[]): Span[] {
    const open = new Map<string, number>()
    const spans: Span[] = []
    const close = (member: string, start: number, at: number): void => {
      open.delete(member)
      const span = { kind, member, name: this.nameOf(member), start: Math.max(start, 0), end: Math.min(at, end) }
      if (span.end > span.start) spans.push(span)
    }
    for (const { at, state } of this.moments) {
      const members = new Set(who(state))
      for (const [member, start] of open) if (!members.has(member)) close(member, start, at)
      for (const member of members) if (!open.has(member)) open.set(member, at)
    }
    for (const [member, start] of open) close(member, start, end)
    return spans.sort((a, b) => a.start - b.start)
  }
}

function sharers(state: RoomState): string[] {
  return Object.values(state.sources)
    .filter((source) => source.kind !== 'camera' && source.video)
    .map((source) => source.member)
}
