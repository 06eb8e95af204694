/** Peer connections without a network: they note what is asked of them, and connect when the test says so. */

export class FakeTrack {
  enabled = true
  readyState = 'live'
  onended: (() => void) | null = null
  constructor(readonly kind: 'audio' | 'video') {}
  getSettings = () => ({ height: 720 })
  stop(): void {
    this.readyState = 'ended'
  }
}

export class FakeStream {
  constructor(readonly tracks: FakeTrack[]) {}
  getTracks = () => this.tracks
  getAudioTracks = () => this.tracks.filter((track) => track.kind === 'audio')
  getVideoTracks = () => this.tracks.filter((track) => track.kind === 'video')
}

export class FakeSender {
  constructor(
    public track: unknown,
    public encodings: RTCRtpEncodingParameters[],
  ) {}
  replaceTrack = async (track: unknown) => void (this.track = track)
  getParameters = () => ({ encodings: [...this.encodings] })
  setParameters = async ({ encodings }: { encodings: RTCRtpEncodingParameters[] }) => void (this.encodings = encodings)
}

export class FakeTransceiver {
  mid: string | null = null
  direction = 'sendonly'
  readonly sender
  readonly receiver = { track: new FakeTrack('video'), jitterBufferTarget: null }
  constructor(track: unknown, encodings: RTCRtpEncodingParameters[] = []) {
    this.sender = new FakeSender(track, encodings)
  }
  setCodecPreferences(): void {
    return
  }
}

export class FakePeer {
  connectionState = 'new'
  onconnectionstatechange: (() => void) | null = null
  localDescription: { sdp: string } | null = null
  remoteDescription: { sdp: string } | null = null
  transceivers: FakeTransceiver[] = []
  restarts = 0
  offers = 0
  stats: Record<string, unknown>[] = []
  constructor(readonly iceServers: readonly RTCIceServer[] = []) {}

  addTransceiver(track: unknown, init: RTCRtpTransceiverInit = {}): FakeTransceiver {
    const transceiver = new FakeTransceiver(track, init.sendEncodings)
    this.transceivers.push(transceiver)
    return transceiver
  }
  getTransceivers = () => this.transceivers
  createOffer = async () => ({ type: 'offer', sdp: `offer ${(this.offers += 1)}` })
  createAnswer = async () => ({ type: 'answer', sdp: 'answer' })
  async setLocalDescription(description: { sdp: string }): Promise<void> {
    this.localDescription = description
    this.transceivers.forEach((transceiver, index) => (transceiver.mid ??= String(index)))
  }
  async setRemoteDescription(description: { sdp: string }): Promise<void> {
    this.remoteDescription = description
  }
  restartIce(): void {
    this.restarts += 1
  }
  getStats = async () => new Map(this.stats.map((stat, index) => [index, stat]))
  close(): void {
    this.connectionState = 'closed'
  }
  becomes(state: string): void {
    this.connectionState = state
    this.onconnectionstatechange?.()
  }
}

export function cameraStream(): MediaStream {
  return new FakeStream([new FakeTrack('audio'), new FakeTrack('video')]) as unknown as MediaStream
}

/** A factory of fake peers that keeps them in `made`. */
export function fakePeers(made: FakePeer[]) {
  return {
    createPeer: (iceServers: readonly RTCIceServer[] = []) => {
      const peer = new FakePeer(iceServers)
      made.push(peer)
      return peer as unknown as RTCPeerConnection
    },
    createStream: (tracks: MediaStreamTrack[]) => new FakeStream(tracks as unknown as FakeTrack[]) as unknown as MediaStream,
    videoCodecs: () => [],
  }
}
