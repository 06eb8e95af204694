/** Sounds the lesson's bell: made of sine waves on the spot, so that no file must come over a thin line. */
import type { BellState, Ring } from '@/protocol/messages'

/** A screen that learns of a ring later than this stays silent: it would only startle. */
const FRESH_MS = 5_000

/** A stroke of the bell: when (s after the first), how high (Hz) and how long it sounds (s). */
interface Stroke {
  at: number
  pitch: number
  lasts: number
}

const STROKES: Record<Ring, readonly Stroke[]> = {
  attention: [
    { at: 0, pitch: 988, lasts: 0.9 },
    { at: 0.22, pitch: 988, lasts: 1.2 },
  ],
  begin: [
    { at: 0, pitch: 659, lasts: 1.4 },
    { at: 0.5, pitch: 784, lasts: 1.4 },
    { at: 1, pitch: 988, lasts: 2.2 },
  ],
  end: [
    { at: 0, pitch: 988, lasts: 1.4 },
    { at: 0.5, pitch: 784, lasts: 1.4 },
    { at: 1, pitch: 659, lasts: 2.4 },
  ],
}

/** The partial tones of a struck bell: times its pitch, and how loud. */
const PARTIALS: readonly [number, number][] = [
  [1, 0.5],
  [2.01, 0.22],
  [3.02, 0.1],
  [4.17, 0.06],
]

/** Says once for every ring that this screen should sound it. */
export class BellEar {
  private heard: number | null = null

  /** What to sound now, or null: the ring is known, too old, or there is none. `now` is the server's time. */
  notice({ ring, rung_at }: BellState, now: number): Ring | null {
    if (ring === null || rung_at === null || rung_at === this.heard) return null
    this.heard = rung_at
    return now - rung_at <= FRESH_MS ? ring : null
  }
}

/** Sound a ring on a loudspeaker (`null`: the system's). Silent where the browser wants a click first. */
export async function soundBell(ring: Ring, speaker: string | null = null): Promise<void> {
  const context = new AudioContext()
  if (speaker !== null) await (context as { setSinkId?: (id: string) => Promise<void> }).setSinkId?.(speaker).catch(() => undefined)
  for (const stroke of STROKES[ring]) strike(context, stroke)
  const seconds = Math.max(...STROKES[ring].map(({ at, lasts }) => at + lasts))
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds + 200))
  await context.close()
}

function strike(context: AudioContext, { at, pitch, lasts }: Stroke): void {
  const start = context.currentTime + 0.05 + at
  for (const [multiple, loudness] of PARTIALS) {
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(loudness * 0.6, start + 0.008)
    gain.gain.exponentialRampToValueAtTime(0.0005, start + lasts / Math.sqrt(multiple))
    const tone = new OscillatorNode(context, { frequency: pitch * multiple })
    tone.connect(gain).connect(context.destination)
    tone.start(start)
    tone.stop(start + lasts)
  }
}
