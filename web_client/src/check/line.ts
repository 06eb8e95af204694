/** Tries the line to the media worker: sends a picture there, has it sent back, and measures both ways. */
import type { BegunCheck, CheckedLine } from '@/api/checks'
import { browserPeers, openSocket } from '@/classroom/browser'
import { Lesson } from '@/classroom/lesson'
import { LinkDigest, type Stat } from '@/classroom/report'

import { Direction, lineOf } from './figures'
import { noisePattern } from './pattern'

export const MEASURED_S = 14
/** A school's line that needs longer than this to connect is told to be none. */
const CONNECT_S = 15
const LARGE = 720

/** What is shown while it runs: kbit/s both ways, and how much of the time is over (0 to 1). */
export interface Progress {
  connected: boolean
  up: number
  down: number
  done: number
}

/** Try the line once; it always comes to an end, without a connection with the verdict `nothing`. */
export class LineTest {
  private readonly peers: RTCPeerConnection[] = []
  private readonly digests = new Map<RTCPeerConnection, { up: LinkDigest; down: LinkDigest }>()
  private readonly up = new Direction()
  private readonly down = new Direction()
  private readonly lesson: Lesson
  private readonly pattern = noisePattern()
  private published = false
  private stopped = false

  constructor(
    begun: BegunCheck,
    private readonly onProgress: (progress: Progress) => void,
  ) {
    this.lesson = new Lesson({
      admission: () => Promise.resolve({ ticket: begun.ticket, iceServers: begun.ice_servers }),
      openSocket,
      peers: { ...browserPeers, createPeer: (iceServers) => this.watched(browserPeers.createPeer(iceServers)) },
      onChange: (view) => {
        if (view.connection === 'joined') this.publish()
      },
      onProblem: () => undefined,
    })
    // Nothing draws the picture, but it is to come in full.
    this.lesson.drawn.set(Symbol('line test'), 'room/camera', LARGE)
  }

  async run(): Promise<CheckedLine> {
    this.lesson.open()
    try {
      const connected = await this.connects()
      let seconds = 0
      for (; connected && seconds < MEASURED_S && !this.stopped; seconds++) {
        await pause(1000)
        await this.look()
        this.tell(true, (seconds + 1) / MEASURED_S)
      }
      return lineOf(this.up, this.down, seconds)
    } finally {
      this.stop()
    }
  }

  stop(): void {
    this.stopped = true
    this.lesson.close()
    this.pattern.stop()
  }

  private publish(): void {
    if (this.published) return
    this.published = true
    void this.lesson.publish('camera', this.pattern.stream)
  }

  private async connects(): Promise<boolean> {
    for (let tenths = 0; tenths < CONNECT_S * 10 && !this.stopped; tenths++) {
      const { up, down } = this.lesson.view
      if (up === 'connected' && down === 'connected') return true
      if (tenths % 10 === 0) this.tell(false, 0)
      await pause(100)
    }
    return false
  }

  private watched(peer: RTCPeerConnection): RTCPeerConnection {
    this.peers.push(peer)
    this.digests.set(peer, { up: new LinkDigest('up'), down: new LinkDigest('down') })
    return peer
  }

  private async look(): Promise<void> {
    for (const peer of this.peers) {
      if (peer.connectionState === 'closed') continue
      const stats = [...(await peer.getStats()).values()] as Stat[]
      const digest = this.digests.get(peer)
      const now = Date.now()
      if (stats.some((entry) => entry.type === 'outbound-rtp')) {
        const report = digest?.up.take(stats, peer.connectionState, new Map(), now)
        if (report && report.bitrate != null) this.up.add(report)
      } else if (stats.some((entry) => entry.type === 'inbound-rtp')) {
        const mids = stats.filter((entry) => entry.type === 'inbound-rtp' && Number(entry.bytesReceived) > 0)
        const active = new Map(mids.map((entry) => [String(entry.mid), 'room/camera']))
        const report = digest?.down.take(stats, peer.connectionState, active, now)
        if (report && report.bitrate != null) this.down.add(report)
      }
    }
  }

  private tell(connected: boolean, done: number): void {
    const kbps = (direction: Direction) => Math.round((direction.last?.bitrate ?? 0) / 1000)
    this.onProgress({ connected, up: kbps(this.up), down: kbps(this.down), done })
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
