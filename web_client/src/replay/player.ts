/** Plays all views of a recording in step: one clock, many tracks. */
import { LessonClock } from './clock'
import type { Fragment } from './takes'
import type { Reader } from './supply'
import { Track } from './track'

/** A track may be late this long before all wait for it, and all wait this long at most. */
const PATIENCE_S = 0.25
const LONGEST_WAIT_S = 6

export interface ViewElements {
  video: HTMLVideoElement
  audio: HTMLAudioElement
}

/** What a page shows of one view at the present position. */
export interface ViewStatus {
  /** There is one here, and the player is to show it. */
  picture: boolean
  sound: boolean
  unsupported: boolean
}

interface View {
  elements: ViewElements
  /** None while pictures are left out. */
  video: Track | null
  audio: Track
  pictures: readonly Fragment[]
}

export class Player {
  readonly clock: LessonClock
  private readonly views = new Map<string, View>()
  private readonly givenUp = new Set<Track>()
  private waitingSince: number | null = null
  /** Whose sound the clock follows, most wanted first. */
  leaders: readonly string[] = []
  private light = false

  /** `start` and `end` are lesson seconds, `now` seconds of any steady clock. */
  constructor(
    private readonly reader: Reader,
    start: number,
    end: number,
    now: number,
  ) {
    this.clock = new LessonClock(start, now, end)
  }

  /** Show a source on these elements. */
  attach(source: string, elements: ViewElements): void {
    this.detach(source)
    const view: View = { elements, video: null, audio: new Track(elements.audio, this.reader), pictures: [] }
    this.views.set(source, view)
    if (!this.light) this.show(view)
  }

  /** Leave all pictures out, and give back what was fetched of them; or show them again. */
  setLight(light: boolean, now: number): void {
    if (light === this.light) return
    this.light = light
    for (const view of this.views.values()) {
      if (!light) this.show(view)
      else this.hide(view)
    }
    this.impatient(now)
  }

  detach(source: string): void {
    const view = this.views.get(source)
    this.views.delete(source)
    view?.video?.close()
    view?.audio.close()
  }

  setFragments(source: string, video: readonly Fragment[], audio: readonly Fragment[]): void {
    const view = this.views.get(source)
    if (!view) return
    view.pictures = video
    view.video?.setFragments(video)
    view.audio.setFragments(audio)
  }

  play(now: number): void {
    if (this.clock.position(now) >= this.clock.end - 0.05) this.clock.seek(0, now)
    this.clock.play(now)
    this.impatient(now)
  }

  pause(now: number): void {
    this.clock.pause(now)
  }

  seek(position: number, now: number): void {
    this.clock.seek(position, now)
    for (const track of this.tracks()) track.jump(this.clock.position(now), now)
    this.impatient(now)
  }

  /** Bring everything into step; call it some twenty times a second. */
  tick(now: number): void {
    this.waitFor(this.late(), now)
    const leader = this.leader()
    if (leader) this.clock.follow(leader.position, now)
    const { speed, end } = this.clock
    const position = this.clock.position(now)
    const running = this.clock.running && position < end
    for (const track of this.tracks()) track.follow(position, running, speed, now, track === leader)
  }

  /** The browser wants a click before it plays sound. */
  get blocked(): boolean {
    return this.tracks().some((track) => track.blocked && track.active)
  }

  status(source: string, now: number): ViewStatus {
    const view = this.views.get(source)
    const position = this.clock.position(now)
    return {
      picture: view?.video?.showsAt(position) ?? false,
      sound: view?.audio.hasAt(position) ?? false,
      unsupported: view?.video?.unsupported ?? false,
    }
  }

  close(): void {
    for (const source of [...this.views.keys()]) this.detach(source)
  }

  private tracks(): Track[] {
    return [...this.views.values()].flatMap(({ video, audio }) => (video ? [video, audio] : [audio]))
  }

  private show(view: View): void {
    view.video = new Track(view.elements.video, this.reader)
    view.video.setFragments(view.pictures)
  }

  private hide(view: View): void {
    view.video?.close()
    view.video = null
  }

  private late(): boolean {
    const late = this.tracks().filter((track) => track.active && !track.ready)
    for (const track of this.givenUp) if (!late.includes(track)) this.givenUp.delete(track)
    return late.some((track) => !this.givenUp.has(track))
  }

  private waitFor(late: boolean, now: number): void {
    if (!late) this.waitingSince = null
    else this.waitingSince ??= now
    const waited = this.waitingSince === null ? 0 : now - this.waitingSince
    if (waited > LONGEST_WAIT_S) this.giveUp()
    this.clock.hold(late && waited >= PATIENCE_S && waited <= LONGEST_WAIT_S, now)
  }

  /** Go on without those that still have nothing; they join when they can. */
  private giveUp(): void {
    for (const track of this.tracks()) if (track.active && !track.ready) this.givenUp.add(track)
    this.waitingSince = null
  }

  private impatient(now: number): void {
    this.waitingSince = now - PATIENCE_S
  }

  private leader(): Track | null {
    if (!this.clock.running) return null
    const audible = (source: string): Track | null => {
      const track = this.views.get(source)?.audio
      return track?.moves && !track.element.muted ? track : null
    }
    for (const source of [...this.leaders, ...this.views.keys()]) {
      const track = audible(source)
      if (track) return track
    }
    return null
  }
}
