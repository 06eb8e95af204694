/**
 * Keeps a member's two media links alive: builds, restarts and rebuilds them, and digests what they live through.
 */
import type { FromServer, Kept, LinkReport, Offer, PublishedSource } from '@/protocol/messages'

import { DownLink, type SlotStreams } from './downlink'
import type { Publisher } from './layers'
import { PathWatch, progressOf } from './path'
import { asProblem, type Problem } from './problem'
import { compact, LinkDigest, type Stat } from './report'
import type { Outgoing } from './requests'
import { UpLink } from './uplink'

export type LinkState = RTCPeerConnectionState | 'none'

/** The browser's objects, so that the tests can bring their own. */
export interface PeerFactory {
  createPeer: (iceServers: readonly RTCIceServer[]) => RTCPeerConnection
  createStream: (tracks: MediaStreamTrack[]) => MediaStream
  videoCodecs: () => RTCRtpCodec[]
}

export interface LinksOptions extends PeerFactory {
  publisher: () => Publisher
  /** Those of the newest ticket. */
  iceServers: () => readonly RTCIceServer[]
  ask: (message: Outgoing) => Promise<FromServer>
  onChange: () => void
  /** Something arrives again after an interruption: the network is back, sooner than anybody else can tell. */
  onBack: () => void
  /** Why a link could not be built or mended, and `null` when one was; it is tried again by itself. */
  onProblem: (problem: Problem | null) => void
}

/** What befalls a request that the server has not answered. */
const UNREACHED = new Set(['disconnected', 'timed_out', 'offline'])

type Direction = 'up' | 'down'

interface Watched {
  state: LinkState
  watch: PathWatch
  digest: LinkDigest
  stats: Stat[]
  /** How many attempts to build or mend the link are under way. */
  attempts: number
}

/** The up-link and the down-link of one member. */
export class Links {
  readonly up: UpLink
  readonly down: DownLink
  private readonly watched: Record<Direction, Watched>

  constructor(private readonly options: LinksOptions) {
    this.watched = { up: unwatched('up'), down: unwatched('down') }
    this.up = new UpLink({
      createPeer: () => this.createPeer('up'),
      videoCodecs: options.videoCodecs,
      publisher: options.publisher,
      publish: (sdp, sources) => this.publish(sdp, sources),
      onState: (state) => this.changed('up', state),
    })
    this.down = new DownLink({
      createPeer: () => this.createPeer('down'),
      createStream: options.createStream,
      subscribe: async (restart) => (await options.ask({ type: 'subscribe', restart })) as Offer,
      answer: async (negotiation, sdp) => void (await options.ask({ type: 'answer', negotiation, sdp })),
      onState: (state) => this.changed('down', state),
      onStreams: () => options.onChange(),
    })
  }

  get upState(): LinkState {
    return this.watched.up.state
  }

  get downState(): LinkState {
    return this.watched.down.state
  }

  get streams(): ReadonlyMap<number, SlotStreams> {
    return this.down.streams
  }

  /** What a returning client says of its links: even a dead path is worth keeping, for a restart is quick. */
  kept(): Kept {
    const usable = (state: LinkState) => state === 'connected' || state === 'disconnected'
    return { up: usable(this.upState), down: usable(this.downState) }
  }

  /** After a join: build what the server does not know (any more). */
  async buildMissing(kept: Kept): Promise<void> {
    await Promise.all([kept.up ? null : this.build('up'), kept.down ? null : this.build('down')])
  }

  /** Look at both paths and mend what is dead; call it every second or two while joined. */
  async look(now: number): Promise<void> {
    await Promise.all([this.lookAt('up', now), this.lookAt('down', now)])
    const before = this.up.paused
    await this.up.spare(this.watched.up.stats, now)
    if (this.up.paused !== before) this.options.onChange()
    this.down.hold(this.watched.down.stats, now)
  }

  /** Only notice whether anything arrives; call it while not joined, when nothing could be mended. */
  async listen(now: number): Promise<void> {
    await Promise.all([this.listenTo('up', now), this.listenTo('down', now)])
  }

  /** The server is there again: restart what is still silent without waiting any longer. */
  urge(now: number): void {
    this.watched.up.watch.urge(now)
    this.watched.down.watch.urge(now)
  }

  /** What the links lived through since the last report; `active` are the down-link's mids in use and their sources. */
  report(active: ReadonlyMap<string, string>, now: number): { up: LinkReport | null; down: LinkReport | null } {
    const digest = (direction: Direction) => {
      const { state, digest, stats } = this.watched[direction]
      return state === 'none' ? null : compact(digest.take(stats, state, active, now))
    }
    const up = digest('up')
    return { up: up && this.up.paused ? { ...up, paused: true } : up, down: digest('down') }
  }

  close(): void {
    this.up.close()
    this.down.close()
  }

  private async publish(sdp: string, sources: PublishedSource[]): Promise<string> {
    const reply = await this.options.ask({ type: 'publish', sdp, sources })
    return (reply as { sdp: string }).sdp
  }

  private createPeer(direction: Direction): RTCPeerConnection {
    const { attempts } = this.watched[direction]
    this.watched[direction] = { ...unwatched(direction), state: 'new', attempts }
    return this.options.createPeer(this.options.iceServers())
  }

  private changed(direction: Direction, state: RTCPeerConnectionState): void {
    this.watched[direction].state = state === 'closed' ? 'none' : state
    this.options.onChange()
  }

  private async listenTo(direction: Direction, now: number): Promise<void> {
    const { peer } = this[direction]
    const { watch } = this.watched[direction]
    if (peer && watch.note(progressOf((await peer.getStats()).values()), now)) this.options.onBack()
  }

  private async lookAt(direction: Direction, now: number): Promise<void> {
    // One attempt at a time: those that pile up while the server is silent would undo each other afterwards.
    if (this.watched[direction].attempts > 0) return this.listenTo(direction, now)
    const peer = this[direction].peer
    if (!peer) return this.missing(direction, now)
    const watched = this.watched[direction]
    watched.stats = [...(await peer.getStats()).values()] as Stat[]
    if (this[direction].peer !== peer || watched.attempts > 0) return
    if (watched.watch.note(progressOf(watched.stats), now)) this.options.onBack()
    const advice = watched.watch.look(peer.connectionState, progressOf(watched.stats), now)
    if (advice === 'fine') return
    if (advice === 'rebuild' || !peer.remoteDescription) await this.build(direction)
    else await this.tried(direction, this[direction].restart())
  }

  /** There should be a link but its first offer was refused before a peer connection stood. */
  private async missing(direction: Direction, now: number): Promise<void> {
    if (direction === 'up' && this.up.published.size === 0) return
    if (this.watched[direction].watch.look('new', 0, now) !== 'fine') await this.build(direction)
  }

  private build(direction: Direction): Promise<void> {
    return this.tried(direction, direction === 'up' ? this.up.rebuild() : this.down.open())
  }

  private async tried(direction: Direction, attempt: Promise<void>): Promise<void> {
    this.watched[direction].attempts += 1
    try {
      await attempt
      this.watched[direction].watch.wait(Date.now())
      this.options.onProblem(null)
    } catch (thrown) {
      const problem = asProblem(thrown)
      this.watched[direction].watch.hasten(Date.now(), !UNREACHED.has(problem.code))
      this.options.onProblem(problem)
    } finally {
      this.watched[direction].attempts -= 1
    }
  }
}

function unwatched(direction: Direction): Watched {
  return { state: 'none', watch: new PathWatch(Date.now()), digest: new LinkDigest(direction), stats: [], attempts: 0 }
}
