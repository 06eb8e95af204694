/** One media element that follows the lesson clock: its `currentTime` is lesson time. */
import { Drift, PICTURE, SOUND } from './drift'
import { heldBy, wayOut } from './holes'
import { Refusals } from './refusals'
import { Supply, type Reader } from './supply'
import { covers, lastStartingBefore, type Fragment } from './takes'

/** A stopped element this far from the clock is moved; less is made good while playing, for a jump costs decoding. */
const ASTRAY_S = 0.5
/** A piece that waits for its time stands exactly at its start. */
const EXACT_S = 0.02
/** The next piece is opened this long before its time. */
const PREPARE_S = 2
/** An element that waits longer may stand in a hole. */
const HOLE_S = 1
/** At the very end of what is recorded nothing more can come. */
const TAIL_S = 0.5
const HAVE_FUTURE_DATA = 3
/** So much later a decoder that has broken over one piece gets a fresh start: the lesson is behind that piece then. */
const BROKEN_S = 2
/** One that was given what it cannot read: the next time that is left out. */
const REFUSED_S = 0.5

export class Track {
  private recorded: readonly Fragment[] = []
  /** Of what is recorded what this browser can play. */
  private fragments: readonly Fragment[] = []
  private readonly refusals = new Refusals()
  private supply: Supply
  private readonly drift: Drift
  private waitingSince: number | null = null
  private brokenAt: number | null = null
  /** The browser wants a click before there is sound. */
  blocked = false
  active = false

  constructor(
    readonly element: HTMLMediaElement,
    private readonly reader: Reader,
  ) {
    this.drift = new Drift(element instanceof HTMLVideoElement ? PICTURE : SOUND)
    this.supply = new Supply(element, reader, this.refusals)
    element.disableRemotePlayback = true
    element.preservesPitch = true
  }

  /** The browser cannot play this codec, or no recording at all. */
  get unsupported(): boolean {
    return this.supply.unsupported
  }

  /** All there is to play, in order; may grow. */
  setFragments(fragments: readonly Fragment[]): void {
    this.recorded = fragments
    this.fragments = this.refusals.leftOf(fragments)
  }

  /** Whether the element could play on from where the clock is. */
  get ready(): boolean {
    if (this.unsupported || this.element.error) return true
    if (this.element.seeking) return false
    return this.element.readyState >= HAVE_FUTURE_DATA || this.atTail
  }

  /** Whether it goes on by itself: at the end of what there is it stands, and nothing more comes. */
  get moves(): boolean {
    const { paused, seeking, readyState } = this.element
    return this.active && !paused && !seeking && readyState >= HAVE_FUTURE_DATA
  }

  get position(): number {
    return this.element.currentTime
  }

  hasAt(position: number): boolean {
    return covers(this.fragments, position)
  }

  /** Whether there is something to see: before the lesson's first picture that one, which stands ready. */
  showsAt(position: number): boolean {
    if (this.element.error) return false
    return this.hasAt(position) || (position < PREPARE_S && this.hasAt(PREPARE_S))
  }

  /**
   * Bring the element to the clock's `position`; `now` is seconds of any steady clock.
   *
   * The leading track is left to run: the clock follows it instead.
   */
  follow(position: number, running: boolean, speed: number, now: number, leads: boolean): void {
    if (this.element.error) this.mend(now)
    this.supply.pump(this.fragments, position)
    this.active = !this.unsupported && !this.element.error && this.hasAt(position)
    if (!this.active) this.prepare(position)
    else if (running) this.run(position, speed, now, leads)
    else this.stand(position, now)
  }

  /** The person has chosen another moment: go there at once. */
  jump(position: number, now: number): void {
    this.waitingSince = null
    if (this.hasAt(position) && Math.abs(this.position - position) > EXACT_S) this.moveTo(position, now)
  }

  close(): void {
    this.supply.close()
    this.element.pause()
    this.element.removeAttribute('src')
    this.element.load()
  }

  private get atTail(): boolean {
    const last = this.fragments[lastStartingBefore(this.fragments, this.element.currentTime + TAIL_S)]
    return last !== undefined && last.end - this.element.currentTime < TAIL_S
  }

  private mend(now: number): void {
    this.brokenAt ??= now
    if (now - this.brokenAt < (this.refusals.changed ? REFUSED_S : BROKEN_S)) return
    this.brokenAt = null
    this.supply.close()
    this.supply = new Supply(this.element, this.reader, this.refusals)
    this.setFragments(this.recorded)
  }

  private stand(position: number, now: number): void {
    if (!this.element.paused) this.element.pause()
    if (!this.element.seeking && Math.abs(this.position - position) > ASTRAY_S) this.moveTo(position, now)
    else if (!this.ready) this.leaveHole(position, now)
    else this.waitingSince = null
  }

  private prepare(position: number): void {
    if (!this.element.paused) this.element.pause()
    const next = this.fragments[lastStartingBefore(this.fragments, position) + 1]
    if (!next || next.start - position > PREPARE_S) return
    if (Math.abs(this.position - next.start) > EXACT_S) this.element.currentTime = next.start
  }

  private run(position: number, speed: number, now: number, leads: boolean): void {
    if (this.element.paused) this.start(position, now)
    if (!this.ready) return this.leaveHole(position, now)
    this.waitingSince = null
    const correction = this.drift.correct(position, this.position, speed, now)
    if (correction.do === 'seek') this.element.currentTime = correction.to
    else this.setRate(leads ? speed : correction.rate)
  }

  /** What does not come in time will not come: the fragments on both sides of a hole do not meet, or the lesson went on without this one. */
  private leaveHole(position: number, now: number): void {
    this.waitingSince ??= now
    if (now - this.waitingSince < HOLE_S) return
    const to = wayOut(heldBy(this.element), this.position, position)
    if (to !== null) this.moveTo(to, now)
    this.waitingSince = now
  }

  private start(position: number, now: number): void {
    if (!this.element.seeking && Math.abs(this.position - position) > ASTRAY_S) this.moveTo(position, now)
    this.element.play().then(
      () => (this.blocked = false),
      (error: unknown) => (this.blocked = error instanceof DOMException && error.name === 'NotAllowedError'),
    )
  }

  private moveTo(position: number, now: number): void {
    this.element.currentTime = position
    this.drift.moved(now)
  }

  private setRate(rate: number): void {
    if (Math.abs(this.element.playbackRate - rate) > 0.001) this.element.playbackRate = rate
  }
}
