/** What the panels beside a replay, and layers over its picture, may know of it and do with it. */
import type { RoomState } from '@/protocol/messages'

import type { Box } from './layout'
import type { RecordedSource } from './manifest'
import type { Replay } from './replay'

/** The rows of marks on the time line that panels fill; their words are in `player.lane`. */
export type MarkLane = 'chapter' | 'comment' | 'score' | 'clip' | 'turn'

/** Something at a moment (`end` is `start`) or over a span, in lesson seconds. */
export interface Mark {
  /** Unique in its lane. */
  key: string
  start: number
  end: number
  /** What a pointer over it is told. */
  label: string
  /** Beside going there: show it in the panel that has put it on the line. */
  open?: () => void
}

/** The replay as others see it. Everything read from it in a template or a computed value is followed. */
export interface ReplayHandle {
  /** Lesson seconds; changes some twenty times a second while it plays. */
  readonly position: number
  readonly end: number
  readonly playing: boolean
  /** When the lesson began, Unix ms: add `position * 1000` for the time of the day. */
  readonly startedAt: number
  readonly sources: readonly RecordedSource[]
  /** The lesson as it stood at `position`: the same object until something happens. */
  readonly room: RoomState | null
  /** The view that is drawn large: a source's id, `pages` for slides and board, null while there is none. */
  readonly large: string | null
  /** Where a view lies within the stage, in CSS pixels; null while it is not on the screen. */
  boxOf(view: string): Box | null
  /** The picture of a source, for drawing a frame of it; null where there is none. */
  picture(source: string): HTMLVideoElement | null
  /** A member's name, also of one who left. */
  nameOf(member: string): string
  seek(position: number): void
  play(): void
  pause(): void
  /** Put these marks on a lane of the time line, in place of those that were there. */
  mark(lane: MarkLane, marks: readonly Mark[]): void
}

/** What the page knows of its own screen. */
export interface Stage {
  large(): string | null
  boxOf(view: string): Box | null
  mark(lane: MarkLane, marks: readonly Mark[]): void
}

/** The handle of one replay on one page. */
export function handleOf(replay: Replay, stage: Stage): ReplayHandle {
  const { state } = replay
  return {
    get position() {
      return state.position
    },
    get end() {
      return state.end
    },
    get playing() {
      return state.playing
    },
    get startedAt() {
      return state.story?.startedAtMs ?? 0
    },
    get sources() {
      return state.sources
    },
    get room() {
      return state.story?.stateAt(state.position) ?? null
    },
    get large() {
      return stage.large()
    },
    boxOf: (view) => stage.boxOf(view),
    picture: (source) => (state.statuses[source]?.picture ? replay.picture(source) : null),
    nameOf: (member) => state.story?.nameOf(member) ?? member,
    seek: (position) => replay.seek(position),
    play: () => replay.play(),
    pause: () => replay.pause(),
    mark: (lane, marks) => stage.mark(lane, marks),
  }
}
