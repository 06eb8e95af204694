/**
 * One recording being watched: what is known of it, what is played, and what a page draws.
 *
 * The page gives the state object (reactive, if it likes) and draws from it
 * alone; it calls `tick` some twenty times a second and `refresh` every few seconds.
 */
import { Catalog, type Archive } from './catalog'
import { sourcesOf, type Manifest, type RecordedSource, type Take } from './manifest'
import { recall, remember, type Remembered } from './memory'
import { Player, type ViewElements, type ViewStatus } from './player'
import { Story } from './story'
import type { Cue, RoomState } from '@/protocol/messages'

/** Everything that a replay reads from the server. */
export interface Archives extends Archive {
  cues(): Promise<{ cues: Cue[]; snapshot: RoomState }>
  bytes(take: Take, offset: number, size: number, signal: AbortSignal): Promise<ArrayBuffer>
}

/** What the page draws; positions are lesson seconds. */
export interface ReplayState {
  manifest: Manifest | null
  story: Story | null
  sources: RecordedSource[]
  position: number
  end: number
  playing: boolean
  /** Playing, but waiting for data. */
  held: boolean
  /** The browser wants a click before it plays sound. */
  blocked: boolean
  speed: number
  hidden: string[]
  muted: string[]
  statuses: Record<string, ViewStatus>
  /** What went wrong last while reading; null when reading works again. */
  trouble: unknown
}

/** The recording is read again every two seconds. */
const CATCH_UP_S = 2.5
/** Whoever follows a running lesson and had to wait is not left behind by more than this. */
const BEHIND_S = 8

export const freshState = (): ReplayState => ({
  manifest: null,
  story: null,
  sources: [],
  position: 0,
  end: 0,
  playing: false,
  held: false,
  blocked: false,
  speed: 1,
  hidden: [],
  muted: [],
  statuses: {},
  trouble: null,
})

export class Replay {
  private catalog: Catalog | null = null
  private player: Player | null = null
  private readonly attached = new Map<string, ViewElements>()
  /** Follows the running lesson, until the person goes elsewhere. */
  private following = false

  /** `now` is any steady clock in seconds. */
  constructor(
    private readonly recording: string,
    private readonly archive: Archives,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
    private readonly now: () => number,
    readonly state: ReplayState,
  ) {}

  /** Read the recording and stand ready where this browser left it. Throws what the archive throws. */
  async open(): Promise<void> {
    const kept = recall(this.recording, this.storage)
    this.catalog = await Catalog.open(this.archive)
    const { end } = this.catalog
    const start = kept.position >= end - 1 && this.catalog.manifest.complete ? 0 : kept.position
    this.player = new Player(this.reader(this.catalog), start, Math.max(end, start), this.now())
    this.player.clock.setSpeed(kept.speed, this.now())
    Object.assign(this.state, { speed: kept.speed, hidden: kept.hidden, muted: kept.muted, position: start })
    await this.adopt()
  }

  /** Read again what a running lesson has added; a failure is trouble, not the end. */
  async refresh(): Promise<void> {
    if (!this.catalog || this.catalog.manifest.complete) return
    try {
      await this.catalog.refresh()
      await this.adopt()
      this.state.trouble = null
    } catch (error) {
      this.state.trouble = error
    }
  }

  /** Bring all views into step and the state up to date. */
  tick(): void {
    if (!this.player || !this.state.story) return
    const player = this.player
    player.leaders = this.state.story.prominentAt(this.state.position)
    player.tick(this.now())
    if (this.following && this.state.end - player.clock.position(this.now()) > BEHIND_S) this.seekToEnd()
    const over = this.catalog?.manifest.complete && this.state.position >= this.state.end
    if (player.clock.playing && over) player.pause(this.now())
    this.show(player)
  }

  attach(source: string, elements: ViewElements): void {
    this.attached.set(source, elements)
    this.player?.attach(source, elements)
    this.supply()
    this.applyMutes()
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
    this.run((player) => player.play(this.now()))
  }

  pause(): void {
    this.run((player) => player.pause(this.now()))
  }

  seek(position: number): void {
    this.following = false
    if (!this.player) return
    this.player.seek(position, this.now())
    this.show(this.player)
    this.keep()
  }

  /** Go to the end; in a running lesson so far before it that playing need not stop for every new piece. */
  seekToEnd(): void {
    const running = this.catalog?.manifest.complete === false
    this.seek(running ? this.state.end - CATCH_UP_S : this.state.end)
    this.following = running
  }

  setSpeed(speed: number): void {
    this.player?.clock.setSpeed(speed, this.now())
    this.state.speed = speed
    this.keep()
  }

  setHidden(hidden: string[]): void {
    this.state.hidden = hidden
    this.keep()
  }

  setMuted(muted: string[]): void {
    this.state.muted = muted
    this.applyMutes()
    this.keep()
  }

  /** Remember where we are; call it every second or so. */
  keep(): void {
    if (!this.player) return
    const { position, speed, hidden, muted }: Remembered = this.state
    remember(this.recording, { position, speed, hidden, muted }, this.storage)
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
    if (!this.player) return
    this.following = false
    change(this.player)
    this.show(this.player)
  }

  private async adopt(): Promise<void> {
    const { cues, snapshot } = await this.archive.cues()
    if (!this.catalog || !this.player) return
    const { manifest, end } = this.catalog
    this.player.clock.extend(Math.max(end, this.state.position), this.now())
    Object.assign(this.state, { manifest, end, sources: sourcesOf(manifest), story: new Story(snapshot, cues, manifest.started_at) })
    this.supply()
  }

  private supply(): void {
    for (const source of this.state.sources) {
      if (!this.catalog || !this.attached.has(source.id)) continue
      this.player?.setFragments(source.id, this.catalog.fragments(source.video), this.catalog.fragments(source.audio))
    }
  }

  private applyMutes(): void {
    for (const [source, { audio }] of this.attached) audio.muted = this.state.muted.includes(source)
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
