/**
 * Sends a member's camera, screen and board on one peer connection.
 */
import type { PublishedSource } from '../protocol/messages'
import { preferredVideoCodecs } from './codecs'
import { EncoderCare } from './encodercare'
import { encodingsOf, fitted, voiced, type Publisher } from './layers'
import { LineCare } from './linecare'
import type { Stat } from './report'
import { Serial } from './serial'

export type SourceKind = PublishedSource['kind']

/** The tracks of one source and whether its owner wants them heard and seen. */
export interface LocalSource {
  audioTrack: MediaStreamTrack | null
  videoTrack: MediaStreamTrack | null
  audio: boolean
  video: boolean
  label: string
}

export interface UpLinkOptions {
  createPeer: () => RTCPeerConnection
  /** Send the offer with all that is published on it; resolves with the answer's SDP. */
  publish: (sdp: string, sources: PublishedSource[]) => Promise<string>
  videoCodecs: () => RTCRtpCodec[]
  publisher: () => Publisher
  onState: (state: RTCPeerConnectionState) => void
}

const LAYERS_SENT = { none: 0, lowest: 1, all: Infinity }

interface Senders {
  audio: RTCRtpTransceiver | null
  video: RTCRtpTransceiver | null
}

/**
 * The up-link of one member.
 *
 * Every change is negotiated by itself, one after the other. A source that is
 * taken away leaves its m-lines behind, which the next source of its kind uses again.
 */
export class UpLink {
  peer: RTCPeerConnection | null = null
  private readonly sources = new Map<SourceKind, LocalSource>()
  private readonly senders = new Map<SourceKind, Senders>()
  private readonly serial = new Serial()
  private encoder = new EncoderCare()
  private line = new LineCare(false)

  constructor(private readonly options: UpLinkOptions) {}

  get published(): ReadonlyMap<SourceKind, LocalSource> {
    return this.sources
  }

  /** No camera is sent at present, for the line is full with sound alone. */
  get paused(): boolean {
    const cameras = [...this.sources].filter(([kind, source]) => kind !== 'screen' && source.videoTrack !== null)
    return cameras.length > 0 && this.line.extent === 'none'
  }

  /** Publish a source or replace its tracks; rejects with the server's refusal. */
  set(kind: SourceKind, source: LocalSource): Promise<void> {
    return this.serial.run(async () => {
      const before = this.sources.get(kind)
      this.sources.set(kind, source)
      if (before && this.peer && sameShape(before, source)) await this.replaceTracks(kind, source)
      else await this.negotiate()
    })
  }

  /** Leave out what this machine cannot encode or the line cannot carry; call it with each look at the statistics. */
  async spare(stats: readonly Stat[], now: number): Promise<void> {
    const changes = [this.encoder.look(stats, now), this.line.look(stats, now)]
    if (changes.includes(true)) await this.fitAll()
  }

  /** Note what the owner switched on or off; the server is told by `change_source`, not here. */
  note(kind: SourceKind, audio: boolean, video: boolean): void {
    const source = this.sources.get(kind)
    if (source) this.sources.set(kind, { ...source, audio, video })
  }

  /** Stop publishing a source. */
  remove(kind: SourceKind): Promise<void> {
    return this.serial.run(async () => {
      if (this.sources.delete(kind)) await this.negotiate()
    })
  }

  /** New ICE credentials on the same association: for a path that died. */
  restart(): Promise<void> {
    return this.serial.run(async () => {
      if (!this.peer) return
      this.peer.restartIce()
      await this.negotiate()
    })
  }

  /** A new peer connection with everything on it: for a server that has forgotten us. */
  rebuild(): Promise<void> {
    return this.serial.run(async () => {
      this.dropPeer()
      if (this.sources.size > 0) await this.negotiate()
    })
  }

  close(): void {
    this.sources.clear()
    this.dropPeer()
  }

  private async negotiate(): Promise<void> {
    const peer = this.peer ?? this.newPeer()
    for (const kind of ['camera', 'screen', 'board', 'pupils'] as const) await this.attach(peer, kind)
    await peer.setLocalDescription(await peer.createOffer())
    if (this.peer !== peer) return
    const answer = await this.options.publish(peer.localDescription?.sdp ?? '', this.describe())
    if (this.peer !== peer) return
    await peer.setRemoteDescription({ type: 'answer', sdp: answer })
    // What had to change meanwhile was refused.
    await this.fitAll()
  }

  private newPeer(): RTCPeerConnection {
    const peer = this.options.createPeer()
    this.peer = peer
    this.encoder = new EncoderCare()
    // A school's line may be thin: its first seconds must not drown it. A teacher is to be seen at once.
    this.line = new LineCare(this.options.publisher() === 'classroom')
    peer.onconnectionstatechange = () => {
      if (this.peer === peer) this.options.onState(peer.connectionState)
    }
    return peer
  }

  private dropPeer(): void {
    const peer = this.peer
    this.peer = null
    this.senders.clear()
    if (!peer) return
    peer.onconnectionstatechange = null
    peer.close()
    this.options.onState('closed')
  }

  /** Let the kind's m-lines carry what its source has now; m-lines are made when first needed. */
  private async attach(peer: RTCPeerConnection, kind: SourceKind): Promise<void> {
    const source = this.sources.get(kind)
    const senders = this.senders.get(kind) ?? { audio: null, video: null }
    this.senders.set(kind, senders)
    senders.audio = await carry(peer, senders.audio, source?.audioTrack ?? null, {})
    const fresh = !senders.video
    const sendEncodings = this.wanted(kind, encodingsOf(kind, this.options.publisher(), heightOf(source?.videoTrack)), source?.videoTrack)
    senders.video = await carry(peer, senders.video, source?.videoTrack ?? null, { sendEncodings })
    if (fresh && senders.video) senders.video.setCodecPreferences(preferredVideoCodecs(this.options.videoCodecs()))
    else await this.fit(kind)
  }

  private async replaceTracks(kind: SourceKind, source: LocalSource): Promise<void> {
    const senders = this.senders.get(kind)
    await senders?.audio?.sender.replaceTrack(source.audioTrack)
    await senders?.video?.sender.replaceTrack(source.videoTrack)
    await this.fit(kind)
  }

  private async fitAll(): Promise<void> {
    for (const kind of this.sources.keys()) await this.fit(kind)
  }

  /** Let the layers be those of the present camera, and of what the machine can encode and the line can carry. */
  private async fit(kind: SourceKind): Promise<void> {
    const { audio, video } = this.senders.get(kind) ?? {}
    await set(audio?.sender, (encodings) => voiced(encodings, this.line.extent !== 'all'))
    await set(video?.sender, (encodings, track) => this.wanted(kind, encodings, track))
  }

  private wanted(
    kind: SourceKind,
    encodings: RTCRtpEncodingParameters[],
    track: MediaStreamTrack | null | undefined,
  ): RTCRtpEncodingParameters[] {
    if (kind === 'screen') return encodings
    return fitted(encodings, this.options.publisher(), heightOf(track), this.encoder.leftOut, LAYERS_SENT[this.line.extent])
  }

  private describe(): PublishedSource[] {
    return [...this.sources].map(([kind, source]) => {
      const senders = this.senders.get(kind)
      return {
        kind,
        audio_mid: source.audioTrack ? (senders?.audio?.mid ?? null) : null,
        video_mid: source.videoTrack ? (senders?.video?.mid ?? null) : null,
        audio: source.audio && source.audioTrack !== null,
        video: source.video && source.videoTrack !== null,
        label: source.label,
      }
    })
  }
}

async function set(
  sender: RTCRtpSender | undefined,
  change: (encodings: RTCRtpEncodingParameters[], track: MediaStreamTrack) => RTCRtpEncodingParameters[],
): Promise<void> {
  if (!sender?.track) return
  const parameters = sender.getParameters()
  parameters.encodings = change(parameters.encodings, sender.track)
  // Refused while an offer is open, or by an old browser: all stays as it is, which is no harm.
  await sender.setParameters(parameters).catch(() => undefined)
}

async function carry(
  peer: RTCPeerConnection,
  transceiver: RTCRtpTransceiver | null,
  track: MediaStreamTrack | null,
  init: RTCRtpTransceiverInit,
): Promise<RTCRtpTransceiver | null> {
  if (!transceiver) return track && peer.addTransceiver(track, { direction: 'sendonly', ...init })
  transceiver.direction = track ? 'sendonly' : 'inactive'
  if (transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track)
  return transceiver
}

/** A camera that does not say its height is one that was asked for 720 lines. */
function heightOf(track: MediaStreamTrack | null | undefined): number {
  return track?.getSettings().height ?? 720
}

function sameShape(a: LocalSource, b: LocalSource): boolean {
  return !a.audioTrack === !b.audioTrack && !a.videoTrack === !b.videoTrack
}
