import { describe, expect, it, vi } from 'vitest'

import type { PublishedSource } from '@/protocol/messages'

import type { Publisher } from './layers'
import { cameraStream, fakePeers, FakePeer } from './testing/peer'
import { UpLink, type LocalSource } from './uplink'

function setUp(publisher: Publisher = 'master') {
  const peers: FakePeer[] = []
  const publish = vi.fn(async (_sdp: string, _sources: PublishedSource[]) => 'answer')
  const link = new UpLink({ ...fakePeers(peers), publish, publisher: () => publisher, onState: () => undefined })
  const published = () => publish.mock.calls.at(-1)?.[1]
  return { link, peers, publish, published }
}

function source(stream = cameraStream()): LocalSource {
  const [audioTrack, videoTrack] = [stream.getAudioTracks()[0] ?? null, stream.getVideoTracks()[0] ?? null]
  return { audioTrack, videoTrack, audio: true, video: true, label: '' }
}

function line(availableOutgoingBitrate: number, currentRoundTripTime: number, now: number) {
  return { type: 'candidate-pair', nominated: true, availableOutgoingBitrate, currentRoundTripTime, packetsReceived: now + 1 }
}

describe('the up-link', () => {
  it('says which m-lines carry the camera', async () => {
    const { link, published } = setUp()
    await link.set('camera', source())
    expect(published()).toEqual([{ kind: 'camera', audio_mid: '0', video_mid: '1', audio: true, video: true, label: '' }])
  })

  it('publishes a microphone without a camera', async () => {
    const { link, published } = setUp()
    await link.set('camera', { ...source(), videoTrack: null })
    expect(published()?.[0]).toMatchObject({ audio_mid: '0', video_mid: null, video: false })
  })

  it('takes another camera without negotiating again', async () => {
    const { link, publish, peers } = setUp()
    await link.set('camera', source())
    const other = source()
    await link.set('camera', other)
    expect(publish).toHaveBeenCalledTimes(1)
    expect(peers[0]?.transceivers[1]?.sender.track).toBe(other.videoTrack)
  })

  it('uses the m-lines of the last screen for the next one', async () => {
    const { link, peers, published } = setUp()
    await link.set('camera', source())
    await link.set('screen', source())
    await link.remove('screen')
    expect(published()).toHaveLength(1)
    expect(peers[0]?.transceivers[3]?.direction).toBe('inactive')
    await link.set('screen', source())
    expect(published()?.[1]).toMatchObject({ kind: 'screen', audio_mid: '2', video_mid: '3' })
    expect(peers[0]?.transceivers).toHaveLength(4)
  })

  it('negotiates one change after the other', async () => {
    const { link, publish } = setUp()
    const answers: ((sdp: string) => void)[] = []
    publish.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const [first, second] = [link.set('camera', source()), link.set('screen', source())]
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    answers[0]?.('answer')
    await first
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1]?.('answer')
    await second
  })

  it('restarts ICE on the same peer connection', async () => {
    const { link, peers, publish } = setUp()
    await link.set('camera', source())
    await link.restart()
    expect(peers).toHaveLength(1)
    expect(peers[0]?.restarts).toBe(1)
    expect(publish).toHaveBeenCalledTimes(2)
  })

  it('sends a camera in three layers, and in two when the machine cannot keep up', async () => {
    const { link, peers } = setUp()
    await link.set('camera', source())
    const active = () => peers[0]?.transceivers[1]?.sender.encodings.map((one) => [one.rid, one.active ?? true])
    expect(active()).toEqual([
      ['q', true],
      ['h', true],
      ['f', true],
    ])
    const burdened = { type: 'outbound-rtp', kind: 'video', qualityLimitationReason: 'cpu' }
    for (let now = 0; now <= 12_000; now += 1500) await link.spare([burdened, burdened, burdened], now)
    expect(active()?.at(-1)).toEqual(['f', false])
  })

  it('sends a classroom’s lowest layer alone until the line has shown that it carries more', async () => {
    const { link, peers } = setUp('classroom')
    await link.set('camera', source())
    const active = () => peers[0]?.transceivers[1]?.sender.encodings.map((one) => one.active)
    expect(active()).toEqual([true, false])
    for (let now = 0; now <= 3000; now += 1500) await link.spare([line(300_000, 0.02, now)], now)
    expect(active()).toEqual([true, true])
  })

  it('sends no camera over a line that is full with sound alone, and says so', async () => {
    const { link, peers } = setUp()
    await link.set('camera', source())
    for (let now = 0; now <= 4500; now += 1500) await link.spare([line(90_000, 2, now)], now)
    expect(peers[0]?.transceivers[1]?.sender.encodings.some((one) => one.active)).toBe(false)
    expect(link.paused).toBe(true)
  })

  it('publishes everything again on a new peer connection when it is built anew', async () => {
    const { link, peers, published } = setUp()
    await link.set('camera', source())
    await link.set('screen', source())
    await link.rebuild()
    expect(peers.map((peer) => peer.connectionState)).toEqual(['closed', 'new'])
    expect(published()).toHaveLength(2)
  })
})
