/** Keeps a clip or a recording on this screen in step with the same one on all the others, by the server's clock alone. */
import { Drift, type Manners } from '@/replay/drift'

/** A film's sound bends unheard by a twentieth; a jump is heard, so it is for what bending would not mend in a few seconds. */
export const CLIP: Manners = { seekBeyond: 0.4, nudge: 0.05 }

/** What is followed: a clip of courseware, or a recording that is watched together. */
export interface Followed {
  playing: boolean
  position_ms: number
  /** When it is there, Unix ms by the server's clock. */
  at: number
  /** In percent of real time; 100 without. */
  speed?: number
}

/** The part of a <video> or <audio> that is steered. */
export interface ClipElement {
  currentTime: number
  playbackRate: number
  readonly duration: number
  readonly paused: boolean
  readonly seeking: boolean
  readonly readyState: number
  play(): Promise<void>
  pause(): void
}

/** The time that a clip follows: the server's, or that of a replay, which may stand still or hurry. */
export interface ClipTime {
  /** Unix milliseconds. */
  now: number
  running: boolean
  speed: number
}

const HAVE_METADATA = 1
const HAVE_FUTURE_DATA = 3
/** What stands is put exactly where it belongs: what it is off there, it is off from the others after the next start. */
const STILL_OFF_S = 0.01
/** Whoever joins late jumps for no less than a frame. */
const LATE_OFF_S = 0.04
const TICK_MS = 100
/** How long an element takes from `play()` to its first moment; learned from every start. */
const FIRST_LEAD_MS = 60
const MOST_LEAD_MS = 300
/** A player that starts later than this is put right by one jump: bending its speed would take seconds. */
const LATE_START_S = 0.08
/** So far ahead a jump aims: about what it takes. */
const JUMP_S = 0.05

/** Where it is at `now` (Unix ms), in milliseconds. */
export function positionAt(clip: Followed, now: number): number {
  return clip.position_ms + (clip.playing ? Math.max(0, now - clip.at) * paceOf(clip) : 0)
}

function paceOf(clip: Followed): number {
  return (clip.speed ?? 100) / 100
}

export class ClipFollower {
  /** The browser wants a click before it plays sound. */
  blocked = false
  private drift: Drift
  private leadMs = FIRST_LEAD_MS
  private startedAt: number | null = null
  private startedFrom = 0
  private clip: Followed | null = null

  constructor(
    private readonly element: ClipElement,
    private readonly onBlocked: (blocked: boolean) => void = () => undefined,
    private readonly manners: Manners = CLIP,
  ) {
    this.drift = new Drift(manners)
  }

  /** Follow this from now on; `null` stops it. */
  follow(clip: Followed | null): void {
    const moved = clip?.at !== this.clip?.at || clip?.position_ms !== this.clip?.position_ms
    this.clip = clip
    if (moved) this.drift = new Drift(this.manners)
  }

  /** Do what is due; returns the milliseconds until it wants to be called again. */
  tick(time: ClipTime): number {
    const { clip, element } = this
    if (!clip) this.stand(element.currentTime)
    if (!clip || element.readyState < HAVE_METADATA) return TICK_MS
    const wanted = Math.min(positionAt(clip, time.now) / 1000, this.end)
    const startsIn = clip.at - time.now - this.leadMs
    if (!clip.playing || !time.running || startsIn > 0 || wanted >= this.end) this.stand(wanted)
    else this.run(wanted, { ...time, speed: time.speed * paceOf(clip) })
    return clip.playing && startsIn > 0 ? Math.min(startsIn, TICK_MS) : TICK_MS
  }

  /** Somebody has clicked: sound may be played now. */
  unblock(): void {
    if (this.blocked) this.setBlocked(false)
  }

  private get end(): number {
    return Number.isFinite(this.element.duration) ? this.element.duration : Infinity
  }

  private stand(at: number): void {
    const { element } = this
    this.startedAt = null
    if (!element.paused) element.pause()
    if (!element.seeking && Math.abs(element.currentTime - at) > STILL_OFF_S) element.currentTime = at
  }

  private run(wanted: number, time: ClipTime): void {
    const { element } = this
    if (this.blocked) return
    if (element.paused) return this.start(wanted, time)
    if (element.seeking || element.readyState < HAVE_FUTURE_DATA) return
    if (this.hasStartedLate(wanted, time)) {
      element.currentTime = wanted + JUMP_S * time.speed
      return this.drift.moved(time.now / 1000)
    }
    const correction = this.drift.correct(wanted, element.currentTime, time.speed, time.now / 1000)
    if (correction.do === 'seek') element.currentTime = correction.to
    else if (element.playbackRate !== correction.rate) element.playbackRate = correction.rate
  }

  private start(wanted: number, time: ClipTime): void {
    const { element } = this
    const ahead = wanted + (this.leadMs / 1000) * time.speed
    const begins = this.clip !== null && time.now <= this.clip.at
    // At a shared start it stands at the right place already; whoever joins late lands a little ahead.
    if (!begins && Math.abs(element.currentTime - ahead) > LATE_OFF_S) element.currentTime = ahead
    this.startedAt = begins ? time.now : null
    this.startedFrom = element.currentTime
    element.playbackRate = time.speed
    element.play().catch((error: unknown) => {
      if ((error as DOMException).name === 'NotAllowedError') this.setBlocked(true)
    })
  }

  /** The first look after a shared start at which it runs tells how late `play()` was carried out, for the next time too. */
  private hasStartedLate(wanted: number, time: ClipTime): boolean {
    if (this.startedAt === null || time.now - this.startedAt < 2 * TICK_MS) return false
    if (this.element.currentTime <= this.startedFrom) return false
    this.startedAt = null
    const late = wanted - this.element.currentTime
    const lead = this.leadMs + late * 1000
    // A screen that was busy for longer than that was busy with something else.
    if (lead <= MOST_LEAD_MS) this.leadMs = Math.max(lead, 0)
    return Math.abs(late) > LATE_START_S
  }

  private setBlocked(blocked: boolean): void {
    this.blocked = blocked
    this.onBlocked(blocked)
  }
}
