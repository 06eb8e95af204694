import { describe, expect, it } from 'vitest'

import { PlayoutCare } from './playout'

/** The statistics after so many seconds of sound, of which a share was concealed and a share asked for again. */
function heard(seconds: number, concealed: number, asked: number, rtt = 0.12, packets = 50 * seconds) {
  const samples = 48_000 * seconds
  const sound = { type: 'inbound-rtp', kind: 'audio', mid: '0a', silentConcealedSamples: 0 }
  return [
    { ...sound, concealedSamples: samples * concealed, totalSamplesReceived: samples, nackCount: packets * asked, packetsReceived: packets },
    { type: 'candidate-pair', nominated: true, currentRoundTripTime: rtt },
  ]
}

function after(concealed: number, asked: number, rtt?: number): PlayoutCare {
  const care = new PlayoutCare()
  for (let second = 0; second <= 16; second += 2) care.look(heard(second, concealed, asked, rtt), 1000 * second)
  return care
}

describe('the care for the playout', () => {
  it('waits for repeats where sound is missing', () => {
    expect(after(0.03, 0.05).wait).toBe(300)
  })

  it('waits for nothing where everything is heard, whatever the line loses', () => {
    expect(after(0.001, 0.1).wait).toBeNull()
  })

  it('waits for nothing on a line that is too long for repeats', () => {
    expect(after(0.05, 0.15, 0.4).wait).toBeNull()
  })

  it('does not mind a track that is silent', () => {
    const care = new PlayoutCare()
    care.look(heard(0, 0, 0), 0)
    care.look(heard(8, 1, 1, 0.1, 20), 8000)
    expect(care.wait).toBeNull()
  })

  it('lets the players be when the line has lost nothing for a minute', () => {
    const care = after(0.03, 0.05)
    const changes = [30, 60, 90].map((second) => care.look(heard(16, 0.03, 0.05), 1000 * second))
    expect(changes).toEqual([false, false, true])
    expect(care.wait).toBeNull()
  })

  it('says only once that the wait has changed', () => {
    const care = after(0.03, 0.05)
    expect(care.look(heard(30, 0.03, 0.05), 30_000)).toBe(false)
  })
})
