/**
 * The browser's own websocket and peer connections, for the modules that are told what to use.
 */
import { SUBPROTOCOL, type Socket } from './connection'
import type { PeerFactory } from './links'

/** Where the lesson's websocket is: on the same host and port as the page. */
export function signalAddress(page: { protocol: string; host: string }): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/signal`
}

export function openSocket(): Socket {
  return new WebSocket(signalAddress(window.location), SUBPROTOCOL)
}

export const browserPeers: PeerFactory = {
  createPeer: (iceServers) => new RTCPeerConnection({ iceServers: [...iceServers], bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' }),
  createStream: (tracks) => new MediaStream(tracks),
  videoCodecs: () => RTCRtpSender.getCapabilities('video')?.codecs ?? [],
}
