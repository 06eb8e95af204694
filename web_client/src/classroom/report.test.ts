import { describe, expect, it } from 'vitest'

import { compact, LinkDigest, type Stat } from './report'

const ACTIVE = new Map([
  ['0', 't/camera'],
  ['1', 't/camera'],
])

function received(mid: string, change: Stat): Stat {
  return { type: 'inbound-rtp', mid, packetsReceived: 0, packetsLost: 0, bytesReceived: 0, ...change }
}

describe('the digest of a down-link', () => {
  it('gives rates over the interval', () => {
    const digest = new LinkDigest('down')
    digest.take([received('1', { kind: 'video', bytesReceived: 1000, framesDecoded: 10 })], 'connected', ACTIVE, 0)
    const report = digest.take([received('1', { kind: 'video', bytesReceived: 376_000, framesDecoded: 85 })], 'connected', ACTIVE, 3000)
    expect(report).toMatchObject({ state: 'connected', bitrate: 1_000_000, frames_per_second: 25 })
  })

  it('gives loss, freezes and concealment as shares', () => {
    const digest = new LinkDigest('down')
    digest.take([received('0', { totalSamplesReceived: 0 }), received('1', {})], 'connected', ACTIVE, 0)
    const sound = received('0', { totalSamplesReceived: 96_000, concealedSamples: 6000, silentConcealedSamples: 1200 })
    const picture = received('1', { kind: 'video', packetsReceived: 90, packetsLost: 10, totalFreezesDuration: 0.5 })
    const report = digest.take([sound, picture], 'connected', ACTIVE, 2000)
    expect(report).toMatchObject({ loss: 0.1, frozen: 0.25, concealed: 0.05 })
  })

  it('does not call a line frozen all the time because one of two pictures is', () => {
    const digest = new LinkDigest('down')
    const frozen = (seconds: number) => received('0', { kind: 'video', totalFreezesDuration: seconds })
    const smooth = received('1', { kind: 'video' })
    digest.take([frozen(0), smooth], 'connected', ACTIVE, 0)
    expect(digest.take([frozen(2), smooth], 'connected', ACTIVE, 2000).frozen).toBe(0.5)
  })

  it('leaves empty slots out: they conceal all the time', () => {
    const digest = new LinkDigest('down')
    digest.take([], 'connected', ACTIVE, 0)
    const empty = received('8', { totalSamplesReceived: 96_000, concealedSamples: 96_000 })
    expect(digest.take([empty], 'connected', ACTIVE, 2000).concealed).toBe(0)
  })

  it('counts a slot only from the look after it was filled: its old counters hold its empty time', () => {
    const digest = new LinkDigest('down')
    digest.take([], 'connected', ACTIVE, 0)
    const filled = received('1', { kind: 'video', totalFreezesDuration: 60, bytesReceived: 9e6 })
    expect(digest.take([filled], 'connected', ACTIVE, 3000)).toMatchObject({ frozen: 0, bitrate: 0 })
  })

  it('gives no nonsense when the counters start over', () => {
    const digest = new LinkDigest('down')
    digest.take([received('1', { bytesReceived: 9000 })], 'connected', ACTIVE, 0)
    expect(digest.take([received('1', { bytesReceived: 10 })], 'connected', ACTIVE, 3000).bitrate).toBe(0)
  })
})

describe('the digest of a down-link’s parts', () => {
  it('names each picture by its source', () => {
    const digest = new LinkDigest('down')
    digest.take([received('1', { kind: 'video', framesDecoded: 0 })], 'connected', ACTIVE, 0)
    const later = received('1', { kind: 'video', framesDecoded: 30, frameHeight: 360, totalFreezesDuration: 0.5 })
    const report = digest.take([later], 'connected', ACTIVE, 2000)
    expect(report.pictures).toEqual([{ source: 't/camera', height: 360, frames_per_second: 15, frozen: 0.25 }])
  })

  it('tells how long sound waits in its buffer', () => {
    const digest = new LinkDigest('down')
    digest.take([received('0', { jitterBufferDelay: 0, jitterBufferEmittedCount: 0 })], 'connected', ACTIVE, 0)
    const later = received('0', { jitterBufferDelay: 4800, jitterBufferEmittedCount: 48_000 })
    expect(digest.take([later], 'connected', ACTIVE, 1000).jitter_buffer_ms).toBe(100)
  })
})

describe('the digest of an up-link', () => {
  it('names the worst of what holds its layers back', () => {
    const sent = (reason: string, active = true): Stat => ({ type: 'outbound-rtp', kind: 'video', active, qualityLimitationReason: reason })
    const take = (...stats: Stat[]) => new LinkDigest('up').take(stats, 'connected', ACTIVE, 0).limited
    expect(take(sent('none'), sent('bandwidth'))).toBe('bandwidth')
    expect(take(sent('cpu'), sent('bandwidth'))).toBe('cpu')
    expect(take(sent('none'), sent('cpu', false))).toBe('none')
  })

  it('takes loss and round trip from what the receiver reports', () => {
    const digest = new LinkDigest('up')
    const sent = (bytesSent: number): Stat => ({ type: 'outbound-rtp', kind: 'video', bytesSent, framesEncoded: bytesSent / 1000 })
    const remote = { type: 'remote-inbound-rtp', fractionLost: 0.25, roundTripTime: 0.08, jitter: 0.004 }
    digest.take([sent(0), remote], 'connected', ACTIVE, 0)
    const report = digest.take([sent(75_000), remote], 'connected', ACTIVE, 3000)
    expect(report).toMatchObject({ bitrate: 200_000, frames_per_second: 25, loss: 0.25, rtt_ms: 80, jitter_ms: 4 })
  })
})

describe('a report on its way', () => {
  it('leaves out what the server assumes anyway', () => {
    const report = new LinkDigest('down').take([], 'connected', ACTIVE, 0)
    expect(compact(report)).toEqual({ state: 'connected' })
  })

  it('has no more digits than count', () => {
    expect(compact({ bitrate: 812_345.678, loss: 0.0123456, rtt_ms: 41.87 })).toEqual({ bitrate: 812_346, loss: 0.0123, rtt_ms: 42 })
  })
})
