/**
 * Receives the others on one peer connection with a fixed set of slots.
 */
import type { Offer, Slot, SlotContent } from '../protocol/messages'
import { PlayoutCare } from './playout'
import type { Stat } from './report'
import { Serial } from './serial'

export interface DownLinkOptions {
  createPeer: () => RTCPeerConnection
  /** Ask for the offer; `restart` keeps the association and asks for new ICE credentials. */
  subscribe: (restart: boolean) => Promise<Offer>
  answer: (negotiation: number, sdp: string) => Promise<void>
  createStream: (tracks: MediaStreamTrack[]) => MediaStream
  onState: (state: RTCPeerConnectionState) => void
  onStreams: (streams: ReadonlyMap<number, SlotStreams>) => void
}

/** What one slot plays: the picture with its sound, and the sound alone. */
export interface SlotStreams {
  picture: MediaStream
  sound: MediaStream
  audioMid: string
  videoMid: string
}

/** The down-link of one member. */
export class DownLink {
  peer: RTCPeerConnection | null = null
  streams: ReadonlyMap<number, SlotStreams> = new Map()
  private readonly serial = new Serial()
  private playout = new PlayoutCare()

  constructor(private readonly options: DownLinkOptions) {}

  /** Build it anew; rejects with the server's refusal. */
  open(): Promise<void> {
    return this.serial.run(async () => {
      this.dropPeer()
      const peer = this.newPeer()
      await this.accept(peer, await this.options.subscribe(false))
    })
  }

  /** New ICE credentials on the same association: for a path that died. */
  restart(): Promise<void> {
    return this.serial.run(async () => {
      if (this.peer) await this.accept(this.peer, await this.options.subscribe(true))
    })
  }

  /** Answer an offer that we have not asked for: the server has more to show than there were slots. */
  offered(offer: Offer): Promise<void> {
    return this.serial.run(async () => {
      if (this.peer) await this.accept(this.peer, offer)
    })
  }

  close(): void {
    this.dropPeer()
  }

  /** Let the players wait for what can be repeated in time; call it with every look at the statistics. */
  hold(stats: readonly Stat[], now: number): void {
    if (!this.peer || !this.playout.look(stats, now)) return
    // A browser that does not know the property takes no notice.
    for (const { receiver } of this.peer.getTransceivers()) receiver.jitterBufferTarget = this.playout.wait
  }

  private async accept(peer: RTCPeerConnection, offer: Offer): Promise<void> {
    if (this.peer !== peer) return
    await peer.setRemoteDescription({ type: 'offer', sdp: offer.sdp })
    await peer.setLocalDescription(await peer.createAnswer())
    this.gather(peer, offer.slots)
    if (this.peer === peer) await this.options.answer(offer.negotiation, peer.localDescription?.sdp ?? '')
  }

  /** Make each slot's streams once: a new stream object would interrupt what plays. */
  private gather(peer: RTCPeerConnection, slots: readonly Slot[]): void {
    const streams = new Map(this.streams)
    for (const slot of slots) {
      if (!streams.has(slot.slot)) streams.set(slot.slot, this.streamsOf(peer, slot))
    }
    this.streams = streams
    this.options.onStreams(streams)
  }

  private streamsOf(peer: RTCPeerConnection, slot: Slot): SlotStreams {
    const track = (mid: string) => peer.getTransceivers().filter((t) => t.mid === mid).map((t) => t.receiver.track)
    const audio = track(slot.audio_mid)
    return {
      picture: this.options.createStream([...audio, ...track(slot.video_mid)]),
      sound: this.options.createStream(audio),
      audioMid: slot.audio_mid,
      videoMid: slot.video_mid,
    }
  }

  private newPeer(): RTCPeerConnection {
    const peer = this.options.createPeer()
    this.peer = peer
    this.playout = new PlayoutCare()
    peer.onconnectionstatechange = () => {
      if (this.peer === peer) this.options.onState(peer.connectionState)
    }
    return peer
  }

  private dropPeer(): void {
    const peer = this.peer
    this.peer = null
    this.streams = new Map()
    if (!peer) return
    peer.onconnectionstatechange = null
    peer.close()
    this.options.onState('closed')
    this.options.onStreams(this.streams)
  }
}

/** The picture of a source as it comes by its slot, or `null`. */
export function pictureOf(
  view: { slots: readonly SlotContent[]; streams: ReadonlyMap<number, SlotStreams> },
  source: string | null,
): MediaStream | null {
  const slot = slotOf(view.slots, source)
  return slot === null ? null : (view.streams.get(slot)?.picture ?? null)
}

/** Which slot carries a source's picture now, or `null`. */
export function slotOf(slots: readonly SlotContent[], source: string | null): number | null {
  if (source === null) return null
  return slots.find((slot) => slot.source === source)?.slot ?? null
}
