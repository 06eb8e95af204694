import { describe, expect, it } from 'vitest'

import { EncoderCare } from './encodercare'

const layer = (reason: string, active = true) => ({ type: 'outbound-rtp', kind: 'video', active, qualityLimitationReason: reason })
const TWO = (reason: string) => [layer(reason), layer('none')]

/** Look every 2 s at the same statistics. */
function looks(care: EncoderCare, reason: string, from: number, to: number): void {
  for (let now = from; now <= to; now += 2000) care.look(TWO(reason), now)
}

describe('the care for the encoder', () => {
  it('leaves a layer out when the machine was too slow for a while', () => {
    const care = new EncoderCare()
    looks(care, 'cpu', 0, 10_000)
    expect(care.leftOut).toBe(0)
    looks(care, 'cpu', 12_000, 12_000)
    expect(care.leftOut).toBe(1)
  })

  it('does not mind a thin line: that is for the server and the browser', () => {
    const care = new EncoderCare()
    looks(care, 'bandwidth', 0, 60_000)
    expect(care.leftOut).toBe(0)
  })

  it('does not mind a short moment', () => {
    const care = new EncoderCare()
    looks(care, 'cpu', 0, 8000)
    looks(care, 'none', 10_000, 10_000)
    looks(care, 'cpu', 12_000, 20_000)
    expect(care.leftOut).toBe(0)
  })

  it('never leaves the last layer out', () => {
    const care = new EncoderCare()
    for (let now = 0; now < 60_000; now += 2000) care.look([layer('cpu'), layer('none', false)], now)
    expect(care.leftOut).toBe(0)
  })

  it('tries again, and waits longer when that was too early', () => {
    const care = new EncoderCare()
    looks(care, 'cpu', 0, 12_000)
    looks(care, 'none', 14_000, 72_000)
    expect(care.leftOut).toBe(0)
    looks(care, 'cpu', 74_000, 88_000)
    expect(care.leftOut).toBe(1)
    looks(care, 'none', 90_000, 150_000)
    expect(care.leftOut).toBe(1)
    looks(care, 'none', 152_000, 272_000)
    expect(care.leftOut).toBe(0)
  })
})
