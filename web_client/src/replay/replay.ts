/**
 * One recording being watched: what is known of it, what is played, and what a page draws.
 *
 * The page gives the state object (reactive, if it likes) and draws from it
 * alone; it calls `tick` some twenty times a second and `refresh` every few seconds.
 */
import type { Cue, RoomState } from '@/protocol/messages'

import { Catalog, type Archive } from './catalog'
import { Course } from './course'
import { Habits } from './habits'
import type { Layout } from './layout'
import { frameAt, sourcesOf, type Take } from './manifest'
import type { Memory } from './memory'
import { loopAt, nextLoop } from './passage'
import { Player, type ViewElements } from './player'
import { louder, soundOf, type Mix } from './sounds'
import type { ReplayState } from './state'
import { Story } from './story'
import { thinned, type Sounds } from './thin'

/** Everything that a replay reads from the server. */
export interface Archives extends Archive {
  cues(): Promise<{ cues: Cue[]; snapshot: RoomState }>
  bytes(take: Take, offset: number, size: number, signal: AbortSignal): Promise<ArrayBuffer>
}

/** The recording is read again every two seconds. */
const CATCH_UP_S = 2.5

export class Replay {
  private catalog: Catalog | null = null
  private player: Player | null = null
  private readonly attached = new Map<string, ViewElements>()
  private readonly habits: Habits
  private readonly course: Course

  /** `now` is any steady clock in seconds. */
  constructor(
    recording: string,
    private readonly archive: Archives,
    private readonly now: () => number,
    readonly state: ReplayState,
  ) {
    this.habits = new Habits(recording, state)
    this.course = new Course(state)
  }

  /**
   * Read the recording and stand ready at `moment`, or where this person left it. Throws what the archive throws.
   *
   * `memory` is asked and told from then on.
   */
  async open(memory: Memory, moment: number | null = null): Promise<void> {
    this.habits.adopt(memory)
    const { speed, light } = this.state
    const cues = this.archive.cues()
    // A catalogue that cannot be read is told of; that the cues could not either is no news then.
    cues.catch(() => undefined)
    this.catalog = await Catalog.open(this.archive, light)
    const { end, manifest } = this.catalog
    this.habits.resume(manifest.complete ? end : null)
    if (moment !== null) this.state.position = Math.min(moment, end)
    const { position } = this.state
    // What an attempt that failed has left.
    this.player?.close()
    this.player = new Player(this.reader(this.catalog), position, Math.max(end, position), this.now())
    this.player.setLight(light, this.now())
    this.player.clock.setSpeed(speed, this.now())
    for (const [source, elements] of this.attached) this.player.attach(source, elements)
    this.adopt(await cues)
  }

  /** Read again what a running lesson has added; a failure is trouble, not the end. */
  async refresh(): Promise<void> {
    if (!this.catalog || this.catalog.manifest.complete) return
    await this.reread()
  }

  /** Read the recording again, whatever it was: somebody may have changed what is shown of it. */
  async reread(): Promise<void> {
    if (!this.catalog || this.state.ended) return
    try {
      await this.catalog.refresh()
      this.adopt(await this.archive.cues())
      this.state.trouble = null
    } catch (error) {
      this.state.trouble = error
    }
  }

  /** Bring all views into step and the state up to date. */
  tick(): void {
    if (!this.player || !this.state.story) return
    const { player, state } = this
    player.leaders = state.story?.prominentAt(state.position) ?? []
    player.tick(this.now())
    if (this.course.isLeftBehind(player.clock.position(this.now()))) this.seekToEnd()
    const over = this.catalog?.manifest.complete && state.position >= state.end
    if (player.clock.playing && over) player.pause(this.now())
    if (player.clock.playing) this.pass(player)
    this.show(player)
  }

  attach(source: string, elements: ViewElements): void {
    this.attached.set(source, elements)
    this.player?.attach(source, elements)
    this.supply()
    this.applyMix()
  }

  detach(source: string): void {
    this.attached.delete(source)
    this.player?.detach(source)
  }

  toggle(): void {
    if (this.player?.clock.playing) this.pause()
    else this.play()
  }

  play(): void {
    this.course.jumped(this.now())
    this.run((player) => player.play(this.now()))
  }

  pause(): void {
    this.run((player) => player.pause(this.now()))
  }

  seek(position: number): void {
    this.course.jumped(this.now())
    this.state.loop = loopAt(this.state.loop, position)
    this.run((player) => player.seek(position, this.now()))
    this.keep()
  }

  /** One picture on or back, of the source that is looked at; playing stops. */
  stepFrame(by: 1 | -1, source: string | null): void {
    this.pause()
    const looked = this.state.sources.find(({ id }) => id === source)
    this.seek(this.state.position + by * frameAt(looked, this.state.position))
  }

  /** Go to the end; in a running lesson so far before it that playing need not stop for every new piece. */
  seekToEnd(): void {
    const running = this.catalog?.manifest.complete === false
    this.seek(running ? this.state.end - CATCH_UP_S : this.state.end)
    this.course.following = running
  }

  setSpeed(speed: number): void {
    this.player?.clock.setSpeed(speed, this.now())
    this.habits.prefer({ speed })
  }

  setLayout(layout: Layout): void {
    this.habits.prefer({ layout })
  }

  /** Leave silences out while playing, or not. */
  setSkipping(skipping: boolean): void {
    this.habits.prefer({ skipping })
  }

  /** Begin a loop here, end it here, or let it go. */
  loopHere(): void {
    this.state.loop = nextLoop(this.state.loop, this.state.position)
  }

  /** Without pictures for a thin line, or with them again. */
  setLight(light: boolean): void {
    this.habits.prefer({ light })
    this.course.clearStalls()
    this.player?.setLight(light, this.now())
    if (!this.catalog) return
    this.catalog.light = light
    this.supply()
    if (!light) void this.reread()
  }

  /** Nobody wants the lighter way now. */
  dismissStalling(): void {
    this.course.clearStalls()
  }

  setHidden(hidden: string[]): void {
    this.state.hidden = hidden
    this.keep()
  }

  /** Change what is heard, and how loud. */
  mix(change: Partial<Mix>): void {
    Object.assign(this.state, change)
    this.applyMix()
    if (this.state.light && change.solo !== undefined) this.supply()
    this.keep()
    if (change.volume !== undefined) this.habits.prefer({ volume: change.volume })
  }

  louder(by: number): void {
    this.mix(louder(this.state, by))
  }

  /** Remember where we are; call it every second or so. */
  keep(): void {
    if (this.player) this.habits.keep()
  }

  /** It may not be watched any more: stop, and keep nothing of it. `why` is what the page tells. */
  end(why: unknown): void {
    this.close()
    const nothing = { story: null, manifest: null, sources: [], statuses: {}, silences: null, playing: false, held: false }
    Object.assign(this.state, { ...nothing, ended: why })
  }

  close(): void {
    this.keep()
    this.player?.close()
    this.player = null
  }

  /** The element that shows a source's picture, or null. */
  picture(source: string): HTMLVideoElement | null {
    return this.attached.get(source)?.video ?? null
  }

  private run(change: (player: Player) => void): void {
    this.course.following = false
    if (!this.player) return
    change(this.player)
    this.show(this.player)
  }

  private pass(player: Player): void {
    const to = this.course.pass(player.clock.position(this.now()), player.clock.held, this.now())
    if (to !== null) player.seek(to, this.now())
  }

  private adopt({ cues, snapshot }: { cues: Cue[]; snapshot: RoomState }): void {
    if (!this.catalog || !this.player) return
    const { manifest, end } = this.catalog
    this.player.clock.extend(Math.max(end, this.state.position), this.now())
    Object.assign(this.state, { manifest, end, sources: sourcesOf(manifest), story: new Story(snapshot, cues, manifest.started_at) })
    this.supply()
  }

  private supply(): void {
    const { catalog, player } = this
    if (!catalog || !player) return
    const sounds = this.sounds(catalog)
    for (const { id, video } of this.state.sources) {
      if (this.attached.has(id)) player.setFragments(id, catalog.fragments(video), sounds.get(id) ?? [])
    }
  }

  /** On a thin line what it carries, or what somebody has chosen to hear alone. */
  private sounds(catalog: Catalog): Sounds {
    const { sources, light, solo, story } = this.state
    const sounds = new Map(sources.map(({ id, audio }) => [id, catalog.fragments(audio)]))
    if (!light || !story) return sounds
    return solo === null ? thinned(sounds, story.scenes()) : new Map([[solo, sounds.get(solo) ?? []]])
  }

  private applyMix(): void {
    for (const [source, { audio }] of this.attached) Object.assign(audio, soundOf(this.state, source))
  }

  private show(player: Player): void {
    const { state } = this
    state.position = player.clock.position(this.now())
    state.playing = player.clock.playing
    state.held = player.clock.held
    state.blocked = player.blocked
    for (const source of this.attached.keys()) {
      const [old, fresh] = [state.statuses[source], player.status(source, this.now())]
      const same = old && old.picture === fresh.picture && old.sound === fresh.sound && old.unsupported === fresh.unsupported
      if (!same) state.statuses[source] = fresh
    }
  }

  private reader(catalog: Catalog): ConstructorParameters<typeof Player>[0] {
    return {
      bytes: async (take, offset, size, signal) => {
        const bytes = await this.archive.bytes(take, offset, size, signal)
        this.state.trouble = null
        return bytes
      },
      init: (take, signal) => {
        const [offset, size] = catalog.initOf(take) ?? [0, 0]
        return this.archive.bytes(take, offset, size, signal)
      },
      failed: (error) => {
        this.state.trouble = error
      },
    }
  }
}
