import { describe, expect, it } from 'vitest'

import { HowlCare, SilenceCare, VolumeCare } from './soundcare'

const HZ = 48_000 / 2048

/** A spectrum of room noise with these tones (Hz, dB). */
function spectrum(...tones: [number, number][]): Float32Array {
  const bins = new Float32Array(1024).map((_, bin) => -95 + (bin % 7))
  for (const [hz, db] of tones) bins[Math.round(hz / HZ)] = db
  return bins
}

function hear(care: HowlCare, at: (ms: number) => Float32Array, until: number, open = true): boolean[] {
  return Array.from({ length: until / 250 }, (_, step) => care.look(at(step * 250), open, step * 250))
}

describe('a microphone', () => {
  it('is dead when nothing at all comes for ten seconds', () => {
    const care = new SilenceCare()
    expect([0, 5000, 9999, 10_000].map((now) => care.look(0, true, now))).toEqual([false, false, false, true])
  })

  it('is not dead in a quiet room', () => {
    const care = new SilenceCare()
    for (let now = 0; now < 60_000; now += 250) expect(care.look(0.0002, true, now)).toBe(false)
  })

  it('is not dead while nobody can hear it, nor at once afterwards', () => {
    const care = new SilenceCare()
    expect([0, 20_000].map((now) => care.look(0, false, now))).toEqual([false, false])
    expect(care.look(0, true, 21_000)).toBe(false)
  })
})

describe('a howl', () => {
  it('is one tone that grows and stays', () => {
    const heard = hear(new HowlCare(HZ), (ms) => spectrum([2100, Math.min(-8, -44 + ms / 50)]), 4000)
    expect(heard.indexOf(true)).toBeLessThan(10)
    expect(heard.at(-1)).toBe(true)
  })

  it('is no voice and no instrument, which have harmonics', () => {
    const voice = spectrum([220, -20], [440, -24], [660, -28])
    expect(hear(new HowlCare(HZ), () => voice, 5000)).not.toContain(true)
  })

  it('is no whistle that goes up and down, and no note that dies away', () => {
    expect(hear(new HowlCare(HZ), (ms) => spectrum([1500 + ms / 4, -15]), 5000)).not.toContain(true)
    expect(hear(new HowlCare(HZ), (ms) => spectrum([1500, -10 - ms / 125]), 5000)).not.toContain(true)
  })

  it('is not the hum of the mains, and nothing that is soft', () => {
    expect(hear(new HowlCare(HZ), () => spectrum([100, -10]), 5000)).not.toContain(true)
    expect(hear(new HowlCare(HZ), () => spectrum([2000, -60]), 5000)).not.toContain(true)
  })

  it('is over when the tone has gone', () => {
    const care = new HowlCare(HZ)
    hear(care, () => spectrum([2000, -10]), 3000)
    expect(care.look(spectrum(), true, 3000)).toBe(false)
  })

  it('does not come from silence of an analyser that does not run', () => {
    expect(hear(new HowlCare(HZ), () => new Float32Array(1024).fill(-Infinity), 3000)).not.toContain(true)
  })
})

it('lowers the loudspeaker at once, and keeps it lower until the microphone is closed', () => {
  const care = new VolumeCare()
  expect(care.look(false, true, 0)).toBe(1)
  expect(care.look(true, true, 1000)).toBe(0.25)
  expect(care.look(false, true, 6000)).toBe(0.5)
  expect(care.look(false, false, 7000)).toBe(1)
})
