import { describe, expect, it, vi } from 'vitest'

import type { Offer } from '@/protocol/messages'

import { DownLink, slotOf } from './downlink'
import { fakePeers, FakePeer, FakeTransceiver } from './testing/peer'

function offer(negotiation: number, slots = 2): Offer {
  const lines = Array.from({ length: slots }, (_, slot) => ({ slot, audio_mid: `a${slot}`, video_mid: `v${slot}` }))
  return { type: 'offer', re: 1, negotiation, sdp: 'offer', slots: lines }
}

function setUp() {
  const peers: FakePeer[] = []
  const subscribe = vi.fn(async (_restart: boolean) => offer(1))
  const answer = vi.fn(async (_negotiation: number, _sdp: string) => undefined)
  const factory = fakePeers(peers)
  const createPeer = () => {
    const peer = factory.createPeer()
    peers.at(-1)?.transceivers.push(...['a0', 'v0', 'a1', 'v1'].map(withMid))
    return peer
  }
  const link = new DownLink({ ...factory, createPeer, subscribe, answer, onState: () => undefined, onStreams: () => undefined })
  return { link, peers, subscribe, answer }
}

function withMid(mid: string): FakeTransceiver {
  return Object.assign(new FakeTransceiver(null), { mid })
}

describe('the down-link', () => {
  it('answers the offer with its negotiation number', async () => {
    const { link, answer } = setUp()
    await link.open()
    expect(answer).toHaveBeenCalledWith(1, 'answer')
  })

  it('has one picture and one sound a slot', async () => {
    const { link, peers } = setUp()
    await link.open()
    const [audio, video] = peers[0]?.transceivers.map((one) => one.receiver.track) ?? []
    expect(link.streams.get(0)?.picture.getTracks()).toEqual([audio, video])
    expect(link.streams.get(0)?.sound.getTracks()).toEqual([audio])
  })

  it('keeps its streams over a restart, so that nothing that plays is interrupted', async () => {
    const { link, peers, subscribe } = setUp()
    await link.open()
    const before = link.streams.get(1)
    await link.restart()
    expect(subscribe.mock.calls).toEqual([[false], [true]])
    expect(peers).toHaveLength(1)
    expect(link.streams.get(1)).toBe(before)
  })

  it('lets every player wait for repeats while sound is missing', async () => {
    const { link, peers } = setUp()
    await link.open()
    const pair = { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.12 }
    const heard = (packets: number) => ({ type: 'inbound-rtp', kind: 'audio', mid: 'a0', packetsReceived: packets, totalSamplesReceived: 960 * packets, concealedSamples: 50 * packets })
    link.hold([pair, heard(0)], 0)
    link.hold([pair, heard(400)], 8000)
    expect(peers[0]?.transceivers.map((one) => one.receiver.jitterBufferTarget)).toEqual([300, 300, 300, 300])
  })

  it('takes more slots when the server offers them by itself', async () => {
    const { link, peers, answer } = setUp()
    await link.open()
    peers[0]?.transceivers.push(withMid('a2'), withMid('v2'))
    await link.offered(offer(2, 3))
    expect([...link.streams.keys()]).toEqual([0, 1, 2])
    expect(answer).toHaveBeenLastCalledWith(2, 'answer')
  })

  it('starts with nothing when it is built anew', async () => {
    const { link, peers } = setUp()
    await link.open()
    const before = link.streams.get(0)
    await link.open()
    expect(peers[0]?.connectionState).toBe('closed')
    expect(link.streams.get(0)).not.toBe(before)
  })
})

it('finds the slot of a source', () => {
  const slots = [
    { slot: 0, source: null, audio: false, video: false },
    { slot: 1, source: 't/camera', audio: true, video: true },
  ]
  expect(slotOf(slots, 't/camera')).toBe(1)
  expect(slotOf(slots, 'a/camera')).toBeNull()
  expect(slotOf(slots, null)).toBeNull()
})
