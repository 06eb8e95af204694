/** Follows how loud a microphone hears the room: its quietest moments are the noise, its loudest the voice. */

/** What a microphone that is switched off gives. */
export const SILENCE_DB = -100
/** So many blocks say what the room is like: about half a minute. */
const MOST = 400
const NOISE_SHARE = 0.1

/** The level of samples between -1 and 1 in dB of full scale. */
export function decibels(samples: Float32Array): number {
  if (samples.length === 0) return SILENCE_DB
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
  return Math.max(SILENCE_DB, 10 * Math.log10(power + 1e-12))
}

export class Loudness {
  private readonly blocks: number[] = []

  add(samples: Float32Array): void {
    this.blocks.push(decibels(samples))
    if (this.blocks.length > MOST) this.blocks.shift()
  }

  /** What a tenth of the time was quieter than; `null` before anything was heard. */
  get noise(): number | null {
    const sorted = [...this.blocks].sort((a, b) => a - b)
    return rounded(sorted[Math.floor(sorted.length * NOISE_SHARE)])
  }

  get loudest(): number | null {
    return rounded(this.blocks.length > 0 ? Math.max(...this.blocks) : undefined)
  }
}

function rounded(level: number | undefined): number | null {
  return level === undefined ? null : Math.round(level)
}
