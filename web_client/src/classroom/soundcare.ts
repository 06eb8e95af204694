/**
 * Hears from a microphone's level and spectrum that it is dead, or that a loudspeaker feeds back into it.
 */

/** Even a silent room gives more than this; a microphone that is switched off or unplugged inside gives nothing at all. */
const DEAD_PEAK = 1e-5
export const SILENT_MS = 10_000

/** Follows the loudest sample (0..1) of a microphone. */
export class SilenceCare {
  private heardAt: number | null = null

  /** True while nothing at all has come for ten seconds in which it could be heard. */
  look(peak: number, hears: boolean, now: number): boolean {
    if (!hears || peak > DEAD_PEAK || this.heardAt === null) this.heardAt = now
    return now - this.heardAt >= SILENT_MS
  }
}

/** Voices and the room's hum lie below and above; what howls in classrooms lies between. */
const LOWEST_HZ = 200
const HIGHEST_HZ = 9000
const LOUD_DB = -45
/** A howl stands alone: this far above the spectrum's middle and above every other peak. */
const ABOVE_MIDDLE_DB = 38
const ABOVE_OTHERS_DB = 14
/** It stays on its frequency, and does not die away like a struck or spoken sound. */
const STAYS_MS = 1500
const DYING_DB = 6
const NEIGHBOURS = 3

interface Peak {
  bin: number
  db: number
}

/** Follows the spectra of an open microphone, in dB a bin as an AnalyserNode gives them. */
export class HowlCare {
  private began: (Peak & { at: number; highest: number }) | null = null

  constructor(private readonly hzPerBin: number) {}

  /** True while it howls. */
  look(spectrum: Float32Array, open: boolean, now: number): boolean {
    const peak = open ? this.alone(spectrum) : null
    if (!peak) {
      this.began = null
      return false
    }
    const same = this.began && Math.abs(peak.bin - this.began.bin) <= 1 && peak.db > this.began.highest - DYING_DB
    this.began = same && this.began ? { ...this.began, highest: Math.max(this.began.highest, peak.db) } : { ...peak, at: now, highest: peak.db }
    return now - this.began.at >= STAYS_MS
  }

  /** The one loud and narrow peak, if there is one and no other beside it: voices and instruments have harmonics. */
  private alone(spectrum: Float32Array): Peak | null {
    const first = Math.ceil(LOWEST_HZ / this.hzPerBin)
    const last = Math.min(spectrum.length - 1, Math.floor(HIGHEST_HZ / this.hzPerBin))
    const peak = highest(spectrum, first, last)
    if (peak.db < LOUD_DB || peak.db - middle(spectrum, first, last) < ABOVE_MIDDLE_DB) return null
    const others = Math.max(highest(spectrum, first, peak.bin - NEIGHBOURS - 1).db, highest(spectrum, peak.bin + NEIGHBOURS + 1, last).db)
    return peak.db - others >= ABOVE_OTHERS_DB ? peak : null
  }
}

function highest(spectrum: Float32Array, first: number, last: number): Peak {
  let peak: Peak = { bin: first, db: -Infinity }
  for (let bin = first; bin <= last; bin += 1) {
    const db = spectrum[bin] ?? -Infinity
    if (db > peak.db) peak = { bin, db }
  }
  return peak
}

function middle(spectrum: Float32Array, first: number, last: number): number {
  const sorted = spectrum.slice(first, last + 1).sort()
  return sorted[Math.floor(sorted.length / 2)] ?? -Infinity
}

/** How loud the loudspeaker plays after a howl, from 1: low at once, then half until the microphone has been closed. */
const LOW = 0.25
const LOWERED = 0.5
const LOW_MS = 4000

/**
 * Breaks a loop of microphone and loudspeaker by the loudspeaker: nobody is cut off in the
 * middle of a word, and where it was a false alarm it is only quieter for a while.
 */
export class VolumeCare {
  private howledAt: number | null = null

  /** The volume to play at. */
  look(howls: boolean, open: boolean, now: number): number {
    if (howls) this.howledAt = now
    else if (!open) this.howledAt = null
    if (this.howledAt === null) return 1
    return now - this.howledAt < LOW_MS ? LOW : LOWERED
  }
}
