/**
 * One member's lesson: the room as the server tells it, and what this member does in it.
 */
import type { Cue, FromServer, Kept, Line, Picture, Role, RoomState, SlotContent, Welcome } from '@/protocol/messages'

import { activeMids } from './activemids'
import { Connection, type ConnectionState, type Socket } from './connection'
import type { DeviceTrouble } from './devicetroubles'
import { Drawn, sameHeights } from './drawn'
import { Links, type LinkState, type PeerFactory } from './links'
import type { SlotStreams } from './downlink'
import { asProblem, type Problem } from './problem'
import { isOpen, reduce } from './reducer'
import type { Outgoing } from './requests'
import { withMarks } from './tools/board'
import type { SourceKind } from './uplink'

/** Everything a page draws; replaced as a whole at every change. */
export interface LessonView {
  connection: ConnectionState
  /** Why the connection is paused or closed. */
  trouble: Problem | null
  member: string | null
  /** In the room now: a lesson may be handed over. */
  role: Role | null
  room: RoomState | null
  slots: readonly SlotContent[]
  streams: ReadonlyMap<number, SlotStreams>
  lines: ReadonlyMap<string, Line>
  /** Own pictures that are reduced or paused, by source. */
  pictures: ReadonlyMap<string, Picture>
  /** Whether one's own camera is not sent because the line is full with sound alone. */
  cameraPaused: boolean
  up: LinkState
  down: LinkState
  /** Why sound and picture do not come about; it is tried again all the time. */
  linkProblem: Problem | null
  /** Whether this member's own microphone sends sound now. */
  open: boolean
  sharing: boolean
}

/** What the door needs, and what the way to the media server needs. */
export interface Admission {
  ticket: string
  iceServers: readonly RTCIceServer[]
}

export interface LessonOptions {
  /** `fresh` asks for a new ticket because the last was refused. */
  admission: (fresh: boolean) => Promise<Admission>
  openSocket: () => Socket
  peers: PeerFactory
  onChange: (view: LessonView) => void
  /** Something was refused that the person asked for (`wish`), or the server has something to say. */
  onProblem: (problem: Problem, wish: Outgoing['type'] | null) => void
}

const LISTEN_EVERY_MS = 500
/** Statistics cost an old terminal something: while all is well they are read with every third turn. */
const TURNS_PER_LOOK = 3
/** With which look a report goes out: rarer on a line that is full with sound alone. */
const LOOKS_PER_REPORT = { usual: 3, thin: 7 }
/** What is drawn is told after the page has come to rest, and at most so often. */
const SHOWN_EVERY_MS = 1000

/** Call `open`, then publish and act; `close` leaves the lesson. */
export class Lesson {
  private iceServers: readonly RTCIceServer[] = []
  private room: RoomState | null = null
  private welcome: Welcome | null = null
  private shownTicket = ''
  private cue = 0
  private slots: readonly SlotContent[] = []
  private lines: ReadonlyMap<string, Line> = new Map()
  private pictures: ReadonlyMap<string, Picture> = new Map()
  private trouble: Problem | null = null
  private linkProblem: Problem | null = null
  private readonly connection: Connection
  private readonly links: Links
  private timer: ReturnType<typeof setInterval> | null = null
  private readonly listeners = new Set<(message: FromServer) => void>()
  private turns = 0
  private looks = 0
  private devices: readonly DeviceTrouble[] = []
  /** What draws a picture says so here. */
  readonly drawn = new Drawn(() => this.tellShownSoon())
  private shown: Readonly<Record<string, number>> = {}
  private shownTimer: ReturnType<typeof setTimeout> | null = null

  constructor(private readonly options: LessonOptions) {
    this.connection = new Connection({
      openSocket: options.openSocket,
      ticket: (fresh) => this.takeTicket(fresh),
      remembered: () => this.remembered(),
      onWelcome: (welcome) => this.welcomed(welcome),
      onMessage: (message) => this.receive(message),
      onState: (_, problem) => this.troubled(problem),
    })
    this.links = new Links({
      ...options.peers,
      iceServers: () => this.iceServers,
      publisher: () => (this.welcome?.role === 'rural' ? 'classroom' : 'master'),
      ask: (message) => this.connection.ask(message),
      onChange: () => this.changed(),
      onBack: () => this.connection.retryNow(),
      onProblem: (problem) => {
        this.linkProblem = problem?.code === 'disconnected' ? null : problem
        this.changed()
      },
    })
  }

  get view(): LessonView {
    const member = this.welcome?.member ?? null
    return {
      connection: this.connection.state,
      trouble: this.trouble,
      member,
      role: this.room?.members[member ?? '']?.role ?? this.welcome?.role ?? null,
      room: this.room,
      slots: this.slots,
      streams: this.links.streams,
      lines: this.lines,
      pictures: this.pictures,
      cameraPaused: this.links.up.paused,
      up: this.links.upState,
      down: this.links.downState,
      linkProblem: this.linkProblem,
      open: this.microphone?.enabled ?? false,
      sharing: this.links.up.published.has('screen'),
    }
  }

  /** The server's Unix time in milliseconds. */
  serverTime(): number {
    return this.connection.clock.serverTime(Date.now())
  }

  /** The ticket that was shown last: what is served to the room's members is fetched with it. */
  get ticket(): string {
    return this.shownTicket
  }

  /** By how much `serverTime` may be wrong, in milliseconds. */
  clockDoubt(): number {
    return this.connection.clock.doubt
  }

  open(): void {
    this.timer ??= setInterval(() => void this.turn(), LISTEN_EVERY_MS)
    this.connection.open()
  }

  close(): void {
    if (this.timer !== null) clearInterval(this.timer)
    this.timer = null
    if (this.shownTimer !== null) clearTimeout(this.shownTimer)
    this.shownTimer = null
    this.connection.close()
    this.links.close()
  }

  /** The network is said to be back, or the page is seen again: find out at once. */
  retryNow(): void {
    this.connection.retryNow()
    void this.look()
  }

  /** Publish a camera with its microphone, a screen or a board; the same kind again replaces its tracks. */
  async publish(kind: SourceKind, stream: MediaStream, label = ''): Promise<void> {
    const source = { audioTrack: stream.getAudioTracks()[0] ?? null, videoTrack: stream.getVideoTracks()[0] ?? null }
    const before = this.links.up.published.get(kind)
    const wanted = { audio: before?.audio ?? true, video: before?.video ?? true }
    await this.attempt(this.links.up.set(kind, { ...source, ...wanted, label }))
  }

  async unpublish(kind: SourceKind): Promise<void> {
    await this.attempt(this.links.up.remove(kind))
  }

  /** Switch one's own sound and picture on or off. */
  async switchCamera(audio: boolean, video: boolean): Promise<void> {
    this.links.up.note('camera', audio, video)
    this.changed()
    const source = `${this.welcome?.member ?? ''}/camera`
    await this.act({ type: 'change_source', source, audio, video })
  }

  /** What the owner wants of the own camera source, or `null` before it is published. */
  get camera(): { audio: boolean; video: boolean } | null {
    return this.links.up.published.get('camera') ?? null
  }

  /** Ask the server for something; a refusal goes to `onProblem`, and the promise says whether it was done. */
  async act(message: Outgoing): Promise<boolean> {
    return this.attempt(this.connection.askPatiently(message), message.type)
  }

  /** Say something that needs no answer, like ink under way; dropped while not joined. */
  send(message: Outgoing): void {
    this.connection.post(message)
  }

  /** What is wrong with one's devices: told with the next look, and with every report as long as it lasts. */
  tellDevices(troubles: readonly DeviceTrouble[]): void {
    this.devices = troubles
    this.looks = LOOKS_PER_REPORT.thin
  }

  /** Hear everything that the server says, every welcome too; returns the way to stop. */
  hear(listener: (message: FromServer) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private async attempt(action: Promise<unknown>, wish: Outgoing['type'] | null = null): Promise<boolean> {
    try {
      await action
      return true
    } catch (thrown) {
      this.tell(asProblem(thrown), wish)
      return false
    } finally {
      this.changed()
    }
  }

  /** A lost connection is shown all the time by itself: no word about every request that went down with it. */
  private tell(problem: Problem, wish: Outgoing['type'] | null): void {
    if (problem.code !== 'disconnected') this.options.onProblem(problem, wish)
  }

  private async takeTicket(fresh: boolean): Promise<string> {
    const { ticket, iceServers } = await this.options.admission(fresh)
    this.iceServers = iceServers
    this.shownTicket = ticket
    return ticket
  }

  private remembered(): { resume: { epoch: number; cue: number } | null; kept: Kept } {
    const resume = this.welcome && this.room ? { epoch: this.welcome.epoch, cue: this.cue } : null
    return { resume, kept: this.links.kept() }
  }

  private welcomed(welcome: Welcome): void {
    this.welcome = welcome
    // Told anew after a join, if there are any.
    this.pictures = new Map()
    if (welcome.snapshot) {
      this.room = welcome.snapshot
      this.cue = welcome.cue
    }
    welcome.cues.forEach((cue) => this.apply(cue))
    if (!welcome.kept.down) this.slots = []
    this.shown = {}
    this.tellShownSoon()
    this.changed()
    this.listeners.forEach((listener) => listener(welcome))
    void this.links.buildMissing(welcome.kept)
    this.links.urge(Date.now())
    void this.look()
  }

  private receive(message: FromServer): void {
    if (message.type === 'cue') this.apply(message.cue)
    else if (message.type === 'slots') this.fill(message.slots)
    else if (message.type === 'lines') this.lines = new Map([...this.lines, ...message.lines.map((line) => [line.member, line] as const)])
    else if (message.type === 'pictures') this.pictures = new Map(message.pictures.map((picture) => [picture.source, picture]))
    else if (message.type === 'offer') void this.attempt(this.links.down.offered(message))
    else if (message.type === 'surface' && this.room) this.room = withMarks(this.room, message.surface, message.marks)
    else if (message.type === 'media_lost') void this.links.buildMissing({ up: !message.up, down: !message.down })
    else if (message.type === 'error') this.options.onProblem(asProblem(message), null)
    this.listeners.forEach((listener) => listener(message))
    // Ink under way is none of the page's business but the board's, and comes a dozen times a second.
    if (message.type !== 'inked') this.changed()
  }

  private fill(slots: readonly SlotContent[]): void {
    this.slots = slots
    this.tellShownSoon()
  }

  /** Cues come in order and once; one that was already in the snapshot is skipped. */
  private apply(cue: Cue): void {
    if (!this.room || cue.n <= this.cue) return
    this.room = reduce(this.room, cue)
    this.cue = cue.n
  }

  private troubled(problem: Problem | null): void {
    this.trouble = problem
    this.changed()
  }

  private changed(): void {
    this.switchTracks()
    this.options.onChange(this.view)
  }

  private get microphone(): MediaStreamTrack | null {
    return this.links.up.published.get('camera')?.audioTrack ?? null
  }

  /** A closed microphone is closed here, at the source, not only in what the server forwards. */
  private switchTracks(): void {
    const camera = this.links.up.published.get('camera')
    const member = this.welcome?.member
    if (!camera) return
    const open = this.room !== null && member !== undefined && isOpen(this.room, member)
    if (camera.audioTrack) camera.audioTrack.enabled = open && camera.audio
    if (camera.videoTrack) camera.videoTrack.enabled = camera.video
  }

  private async turn(): Promise<void> {
    this.turns += 1
    if (this.connection.state !== 'joined') await this.links.listen(Date.now())
    else if (this.turns % TURNS_PER_LOOK === 0) await this.look()
  }

  private async look(): Promise<void> {
    if (this.connection.state !== 'joined') return
    const before = this.links.up.paused
    await this.links.look(Date.now())
    this.looks += 1
    const now = this.links.up.paused
    const isThin = now || [...this.pictures.values()].some((picture) => picture.reason === 'line_too_thin' && picture.state === 'paused')
    // The others see a picture that stands still until they are told why.
    if (now === before && this.looks < LOOKS_PER_REPORT[isThin ? 'thin' : 'usual']) return
    this.looks = 0
    const devices = this.devices.length > 0 ? { devices: [...this.devices] } : {}
    this.connection.post({ type: 'report', ...this.links.report(activeMids(this.slots, this.links.streams, this.pictures, this.shown), Date.now()), ...devices })
  }

  /** Tell the server how high the page draws what it receives, unless it knows. */
  private tellShown(): void {
    this.shownTimer = null
    const sources = this.slots.flatMap(({ source, video }) => (source !== null && video ? [source] : []))
    const heights = this.drawn.heights(sources)
    if (this.connection.state !== 'joined' || sameHeights(heights, this.shown)) return
    this.shown = heights
    this.connection.post({ type: 'shown', heights })
  }

  private tellShownSoon(): void {
    this.shownTimer ??= setTimeout(() => this.tellShown(), SHOWN_EVERY_MS)
  }
}
