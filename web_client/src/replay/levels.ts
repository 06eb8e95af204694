/** Who spoke when, and how loud: what the strip on the time line draws, and which silences can be left out. */
import type { Stretch } from './passage'

/** As the server tells it: `values` in base64, a byte each step, 0 to 127 dB above silence, 255 unknown. */
export interface LevelsAnswer {
  step_ms: number
  duration_ms: number
  sources: { source: string; basis: 'header' | 'payload' | 'unknown'; values: string; voices: [startMs: number, endMs: number][] }[]
}

/** One source's loudness: a number from 0 to 1 each `step` seconds. */
export interface Loudness {
  source: string
  values: Float32Array
  voices: Stretch[]
}

export interface Levels {
  step: number
  sounds: Loudness[]
}

const UNKNOWN = 255
/** A quiet room and a loud voice, dB above silence: what lies between them is drawn. */
const [QUIET, LOUD] = [60, 112]
/** A shorter pause belongs to speaking. */
const SILENCE_S = 2

/** The answer as it is drawn; sources of which nothing is known are left out. */
export function levelsFrom(answer: LevelsAnswer): Levels {
  const known = answer.sources.filter(({ basis }) => basis !== 'unknown')
  const sounds = known.map(({ source, values, voices }) => ({
    source,
    values: loudnessOf(values),
    voices: voices.map(([start, end]) => ({ start: start / 1000, end: end / 1000 })),
  }))
  return { step: answer.step_ms / 1000, sounds }
}

function loudnessOf(base64: string): Float32Array {
  const bytes = atob(base64)
  const share = (value: number) => (value === UNKNOWN ? 0 : Math.min(Math.max((value - QUIET) / (LOUD - QUIET), 0), 1))
  return Float32Array.from({ length: bytes.length }, (_, index) => share(bytes.charCodeAt(index)))
}

/** Where nobody speaks for longer than two seconds; null where it is not known when anybody did. */
export function silencesIn({ sounds }: Levels, end: number): Stretch[] | null {
  if (sounds.length === 0) return null
  const voices = sounds.flatMap((sound) => sound.voices).sort((a, b) => a.start - b.start)
  const silences: Stretch[] = []
  let heard = 0
  for (const voice of [...voices, { start: end, end }]) {
    if (voice.start - heard > SILENCE_S) silences.push({ start: heard, end: voice.start })
    heard = Math.max(heard, voice.end)
  }
  return silences
}

/** The loudest of each of `columns` equal parts of a strip of `end` seconds. */
export function columnsOf(values: Float32Array, step: number, end: number, columns: number): Float32Array {
  const drawn = new Float32Array(columns)
  const wide = end / columns
  for (let column = 0; column < columns; column += 1) {
    const from = Math.floor((column * wide) / step)
    const to = Math.max(from + 1, Math.floor(((column + 1) * wide) / step))
    for (let index = from; index < Math.min(to, values.length); index += 1) drawn[column] = Math.max(drawn[column] ?? 0, values[index] ?? 0)
  }
  return drawn
}
