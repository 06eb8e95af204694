import { describe, expect, it } from 'vitest'

import { chirp, clearer, findEcho } from './echo'

const RATE = 48_000

/** Seconds of noise of a fixed seed, with the chirp `delay` seconds after 0.1 s. */
function heard(delay: number, gain: number, noise = 0.01): Float32Array {
  const samples = new Float32Array(32_768)
  let seed = 7
  for (let n = 0; n < samples.length; n++) {
    seed = (seed * 16_807) % 2_147_483_647
    samples[n] = noise * ((2 * seed) / 2_147_483_647 - 1)
  }
  const at = Math.round((0.1 + delay) * RATE)
  chirp(RATE).forEach((sample, n) => (samples[at + n] = (samples[at + n] ?? 0) + gain * sample))
  return samples
}

const find = (samples: Float32Array) => findEcho(samples, RATE, 0, 0.1, 0.5)

describe('an echo', () => {
  it('is found with its delay and its strength', () => {
    const echo = find(heard(0.12, 0.05))
    expect(echo.heard).toBe(true)
    expect(echo.delay_ms).toBeCloseTo(120, -0.5)
    expect(echo.strength_db).toBeCloseTo(-20, -0.5)
  })

  it('is found below the noise of a room', () => {
    expect(find(heard(0.2, 0.02, 0.03)).delay_ms).toBeCloseTo(200, -0.5)
  })

  it('is not found where there is only noise', () => {
    expect(find(heard(0.12, 0))).toEqual({ heard: false, delay_ms: null, strength_db: null })
  })

  it('is not found by a microphone that is switched off', () => {
    expect(find(new Float32Array(32_768)).heard).toBe(false)
  })

  it('is not a tone that does not rise', () => {
    const tone = Float32Array.from({ length: 32_768 }, (_, n) => 0.3 * Math.sin((2 * Math.PI * 1000 * n) / RATE))
    expect(find(tone).heard).toBe(false)
  })
})

it('of two tries the clearer one counts', () => {
  const none = { heard: false, delay_ms: null, strength_db: null }
  const some = { heard: true, delay_ms: 80, strength_db: -30 }
  expect([clearer(none, some), clearer(some, none)]).toEqual([some, some])
})
