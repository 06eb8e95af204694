import { expect, it } from 'vitest'

import { decibels, Loudness, SILENCE_DB } from './loudness'

const block = (amplitude: number) => new Float32Array(512).fill(amplitude)

it('measures full scale as 0 dB, a tenth as -20 dB, and nothing as silence', () => {
  expect(decibels(block(1))).toBeCloseTo(0, 3)
  expect(decibels(block(0.1))).toBeCloseTo(-20, 3)
  expect(decibels(block(0))).toBe(SILENCE_DB)
})

it('takes the quiet moments for the noise and the loudest for the voice', () => {
  const loudness = new Loudness()
  for (let n = 0; n < 20; n++) loudness.add(block(n < 5 ? 0.001 : 0.1))
  expect([loudness.noise, loudness.loudest]).toEqual([-60, -20])
})

it('knows nothing before it has heard anything', () => {
  expect([new Loudness().noise, new Loudness().loudest]).toEqual([null, null])
})
