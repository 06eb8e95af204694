/** Where the bytes of a take lie in its file, and where they belong on the lesson clock. */
import type { Take } from './manifest'

/** `/api/recordings/ID/takes/TAKE.json`; a fragment is `[offset, size, start_ms, duration_ms, keyframe]` in the file's own time. */
export interface TakeIndex {
  init: [offset: number, size: number] | null
  fragments: [offset: number, size: number, startMs: number, durationMs: number, keyframe?: number][]
  open: boolean
}

/** A fragment on the lesson clock, in seconds. */
export interface Fragment {
  /** `TAKE#NUMBER`, the same after the index was read again. */
  key: string
  take: Take
  number: number
  offset: number
  size: number
  start: number
  end: number
  /** What to add to the file's time stamps, in seconds. */
  shift: number
  keyframe: boolean
  /** How much longer than written its last picture stands, in seconds: up to the next one. */
  hold: number
}

/**
 * What to add to a take's file time, in milliseconds, to get lesson time there.
 *
 * A publisher's clock may run fast or slow, so the points known from sender
 * reports are joined by straight lines; beyond them the nearest one holds.
 */
export function offsetAt(take: Take, fileMs: number): number {
  const points = take.sync
  const after = points.findIndex(([file]) => file >= fileMs)
  const right = points[after]
  const left = points[after === -1 ? points.length - 1 : after - 1]
  if (!left || !right) {
    const nearest = right ?? left
    return nearest ? nearest[1] - nearest[0] : take.offset_ms
  }
  const share = (fileMs - left[0]) / Math.max(right[0] - left[0], 1)
  const [before, behind] = [left[1] - left[0], right[1] - right[0]]
  return before + share * (behind - before)
}

/** A camera that was silent for longer than this has no picture; a shared screen simply did not change. */
const LONGEST_HOLD_S = 5
/** A shorter loss is better seen as a still picture than as none. */
const LONGEST_LOSS_S = 1

/** A clock's step back is made good by so much of a picture's time in every fragment. */
const STEP_BACK = 0.5

/**
 * What to add to the time stamps of each fragment, in seconds.
 *
 * No picture may come before one that it depends on: a browser drops it then, with all up to the next keyframe.
 */
function shiftsOf(take: Take, { fragments }: TakeIndex): number[] {
  const slower = take.samples > 0 ? (STEP_BACK * take.duration_ms) / 1000 / take.samples : 0
  let last = -Infinity
  return fragments.map(([, , startMs, , keyframe = 1]) => {
    const shift = offsetAt(take, startMs) / 1000
    last = keyframe || take.kind === 'audio' ? shift : Math.max(shift, last - slower)
    return last
  })
}

/** Put a take's fragments onto the lesson clock. */
export function fragmentsOf(take: Take, index: TakeIndex): Fragment[] {
  const shifts = shiftsOf(take, index)
  const fragments = index.fragments.map(([offset, size, startMs, durationMs, keyframe = 1], number) => {
    const shift = shifts[number] ?? 0
    const start = startMs / 1000 + shift
    const end = start + durationMs / 1000
    return { key: `${take.take}#${number}`, take, number, offset, size, start, end, shift, keyframe: keyframe === 1, hold: 0 }
  })
  if (take.kind === 'audio') return fragments
  fragments.forEach((fragment, number) => holdUntil(fragment, fragments[number + 1]))
  // How long the newest picture stands is not known yet.
  if (index.open) fragments.pop()
  return fragments
}

/** A picture stands until the next one comes, except in a gap after which the recorder began anew. */
function holdUntil(fragment: Fragment, next: Fragment | undefined): void {
  if (!next || next.start <= fragment.end) return
  const hole = next.start - fragment.end
  const longest = inGap(fragment, next) ? LONGEST_LOSS_S : LONGEST_HOLD_S
  if (next.keyframe && fragment.take.source.endsWith('/camera') && hole > longest) return
  fragment.hold = hole
  fragment.end = next.start
}

function inGap({ take, end }: Fragment, next: Fragment): boolean {
  return take.gaps.some((gap) => gap.start_ms / 1000 < next.start && (gap.start_ms + gap.duration_ms) / 1000 > end)
}

/** The MIME type that a SourceBuffer wants for a take. */
export function mimeOf(take: Take): string {
  const container = take.file.endsWith('.webm') ? 'webm' : 'mp4'
  return `${take.kind}/${container}; codecs="${take.codec}"`
}

/** Whether some fragment covers the position, in lesson seconds. `fragments` are in order. */
export function covers(fragments: readonly Fragment[], position: number): boolean {
  const at = lastStartingBefore(fragments, position)
  return at >= 0 && position < (fragments[at]?.end ?? 0)
}

/** The index of the last fragment that starts at or before the position, or -1. */
export function lastStartingBefore(fragments: readonly Fragment[], position: number): number {
  let [low, high] = [0, fragments.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((fragments[middle]?.start ?? Infinity) <= position) low = middle + 1
    else high = middle
  }
  return low - 1
}
