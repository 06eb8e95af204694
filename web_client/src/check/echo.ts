/**
 * Finds a played chirp again in what the microphone has heard: how late, and how loud.
 *
 * A chirp (a tone that rises) is told from any other sound by correlation, also below the noise.
 */
import type { Echo } from '@/api/checks'

export const CHIRP_S = 0.15
const FROM_HZ = 500
const TO_HZ = 4000
/** Correlation is done at this rate: the chirp ends below its half. */
const RATE_HZ = 12_000
/** How alike what was heard must be to what was played, 0 to 1; noise alone stays below 0.2. */
const ALIKE = 0.25
/** Less than this is the silence of a microphone that is switched off. */
const SILENCE = 1e-5

/** The chirp as samples of amplitude 1, faded in and out so that it does not click. */
export function chirp(rate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.round(CHIRP_S * rate))
  const rise = (TO_HZ - FROM_HZ) / CHIRP_S
  for (let n = 0; n < samples.length; n++) {
    const time = n / rate
    const window = Math.sin((Math.PI * n) / samples.length) ** 2
    samples[n] = window * Math.sin(2 * Math.PI * (FROM_HZ * time + (rise * time * time) / 2))
  }
  return samples
}

/**
 * Look for the chirp in `heard`, sampled at `rate` from `startedAt` on; it was played at `playedAt` with `amplitude`.
 *
 * Times are seconds of one clock.
 */
export function findEcho(heard: Float32Array, rate: number, startedAt: number, playedAt: number, amplitude: number): Echo {
  const step = Math.max(1, Math.round(rate / RATE_HZ))
  const wanted = decimated(chirp(rate), step)
  const samples = decimated(heard, step)
  const first = Math.max(0, Math.floor(((playedAt - startedAt) * rate) / step))
  const found = bestMatch(samples, wanted, first)
  if (found.alike < ALIKE) return { heard: false, delay_ms: null, strength_db: null }
  const at = startedAt + (found.lag * step) / rate
  return {
    heard: true,
    delay_ms: Math.max(0, Math.round(1000 * (at - playedAt))),
    strength_db: Math.round(20 * Math.log10(Math.max(1e-6, found.gain / amplitude))),
  }
}

/** The clearer of two tries. */
export function clearer(one: Echo, other: Echo): Echo {
  return (other.strength_db ?? -Infinity) > (one.strength_db ?? -Infinity) ? other : one
}

interface Match {
  lag: number
  alike: number
  gain: number
}

function bestMatch(samples: Float32Array, wanted: Float32Array, first: number): Match {
  const energy = power(wanted, 0, wanted.length)
  let best: Match = { lag: 0, alike: 0, gain: 0 }
  let around = power(samples, first, wanted.length)
  for (let lag = first; lag + wanted.length <= samples.length; lag++) {
    if (around / wanted.length > SILENCE ** 2) {
      const common = Math.abs(product(samples, lag, wanted))
      const alike = common / Math.sqrt(energy * around)
      if (alike > best.alike) best = { lag, alike, gain: common / energy }
    }
    around += square(samples[lag + wanted.length]) - square(samples[lag])
  }
  return best
}

function product(samples: Float32Array, at: number, wanted: Float32Array): number {
  let sum = 0
  for (let n = 0; n < wanted.length; n++) sum += (samples[at + n] ?? 0) * (wanted[n] ?? 0)
  return sum
}

function power(samples: Float32Array, from: number, length: number): number {
  let sum = 0
  for (let n = from; n < from + length; n++) sum += square(samples[n])
  return sum
}

function square(sample: number | undefined): number {
  return sample === undefined ? 0 : sample * sample
}

/** Every `step` samples become their mean, which keeps what is too high for the new rate out. */
function decimated(samples: Float32Array, step: number): Float32Array {
  const fewer = new Float32Array(Math.floor(samples.length / step))
  for (let n = 0; n < fewer.length; n++) {
    let sum = 0
    for (let k = 0; k < step; k++) sum += samples[n * step + k] ?? 0
    fewer[n] = sum / step
  }
  return fewer
}
