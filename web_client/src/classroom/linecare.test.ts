import { describe, expect, it } from 'vitest'

import { LineCare } from './linecare'

interface Shape {
  estimate?: number
  rtt?: number
  loss?: number
}
const FULL: Shape = { estimate: 90_000, rtt: 2 }

/** Look every 1.5 s at a line of this shape, from one time to another in seconds. */
function looks(care: LineCare, shape: Shape, from: number, to: number): void {
  for (let now = from; now <= to; now += 1.5) look(care, shape, now)
}

function look(care: LineCare, { estimate = 1e6, rtt = 0.05, loss = 0 }: Shape, now: number, packetsReceived = 1000 * now + 1): boolean {
  const pair = { type: 'candidate-pair', nominated: true, availableOutgoingBitrate: estimate, currentRoundTripTime: rtt, packetsReceived }
  return care.look([pair, { type: 'remote-inbound-rtp', kind: 'video', fractionLost: loss }], 1000 * now)
}

describe('the care for a thin up-link', () => {
  it('pauses the camera when the line has been full for some seconds', () => {
    const care = new LineCare(false)
    looks(care, FULL, 0, 3)
    expect(care.extent).toBe('all')
    looks(care, FULL, 4.5, 4.5)
    expect(care.extent).toBe('none')
  })

  it('takes many losses for a full line too', () => {
    const care = new LineCare(false)
    looks(care, { estimate: 90_000, loss: 0.4 }, 0, 6)
    expect(care.extent).toBe('none')
  })

  it('does not mind a low estimate on a line that is not full: it grows', () => {
    const care = new LineCare(false)
    looks(care, { estimate: 60_000 }, 0, 60)
    expect(care.extent).toBe('all')
  })

  it('does not mind a short moment', () => {
    const care = new LineCare(false)
    looks(care, FULL, 0, 3)
    looks(care, {}, 4.5, 4.5)
    looks(care, FULL, 6, 9)
    expect(care.extent).toBe('all')
  })

  it('learns nothing from an outage', () => {
    const care = new LineCare(false)
    for (let now = 0; now < 20; now += 1.5) look(care, FULL, now, 5000)
    expect(care.extent).toBe('all')
  })
})

describe('a camera that begins carefully', () => {
  it('sends all its layers within some seconds on a good line', () => {
    const care = new LineCare(true)
    expect(care.extent).toBe('lowest')
    looks(care, { estimate: 300_000, rtt: 0.02 }, 0, 1.5)
    expect(care.extent).toBe('all')
  })

  it('waits longer where answers take long', () => {
    const care = new LineCare(true)
    looks(care, { estimate: 300_000, rtt: 0.4 }, 0, 1.5)
    expect(care.extent).toBe('lowest')
  })

  it('stays low on a line that carries no more', () => {
    const care = new LineCare(true)
    looks(care, { estimate: 180_000 }, 0, 120)
    expect(care.extent).toBe('lowest')
  })

  it('trusts a browser that tells no estimate', () => {
    const care = new LineCare(true)
    looks(care, { estimate: Number.NaN }, 0, 3)
    expect(care.extent).toBe('all')
  })
})

describe('a paused camera', () => {
  it('comes back as soon as the line has room, with its lowest layer', () => {
    const care = new LineCare(false)
    looks(care, FULL, 0, 4.5)
    looks(care, { estimate: 210_000, loss: 0.5 }, 6, 9)
    expect(care.extent).toBe('none')
    looks(care, { estimate: 210_000 }, 10.5, 10.5)
    expect(care.extent).toBe('lowest')
  })

  it('is tried again after some seconds, and more seldom after each failure', () => {
    const care = new LineCare(false)
    const changes: [number, string][] = []
    const shape = () => (care.extent === 'none' ? { estimate: 90_000, rtt: 0.4 } : FULL)
    for (let now = 0; now <= 600; now += 1.5) if (look(care, shape(), now)) changes.push([now, care.extent])
    expect(changes).toEqual([
      [4.5, 'none'],
      [19.5, 'lowest'],
      [25.5, 'none'],
      [70.5, 'lowest'],
      [76.5, 'none'],
      [211.5, 'lowest'],
      [217.5, 'none'],
    ])
  })

  it('is tried soon on a line that has evidently become another', () => {
    const care = new LineCare(false)
    looks(care, FULL, 0, 60)
    expect(care.extent).toBe('none')
    looks(care, { estimate: 90_000, rtt: 0.02 }, 61.5, 66)
    expect(care.extent).toBe('lowest')
  })

  it('is tried more seldom still where the line is full without it', () => {
    const care = new LineCare(false)
    looks(care, FULL, 0, 48)
    expect(care.extent).toBe('none')
    looks(care, FULL, 49.5, 49.5)
    expect(care.extent).toBe('lowest')
  })

  it('is tried soon again when the line had been well for long', () => {
    const care = new LineCare(false)
    looks(care, FULL, 0, 49.5)
    looks(care, {}, 51, 300)
    looks(care, FULL, 301.5, 306)
    expect(care.extent).toBe('none')
    looks(care, { estimate: 90_000 }, 307.5, 321)
    expect(care.extent).toBe('lowest')
  })
})
