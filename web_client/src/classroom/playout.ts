/**
 * Lets the players wait a little longer on a line whose lost sound could be repeated in time.
 */
import type { Stat } from './report'

/** Losses come in runs of several packets, each of 20 ms; a repeat is asked for when the run is over. */
const LONGEST_RUN_MS = 180
/** With a longer wait nobody can talk to each other; such a line is helped by copies of the sound alone. */
const LONGEST_WAIT_MS = 420
/** This share of the sound missing is heard; this share asked for again is a line that still loses. */
const AUDIBLE = 0.01
const LOSSY = 0.005
const LOOK_MS = 8000
const CALM_MS = 60_000
/** A track that brought less in one look was silent. */
const FEWEST_PACKETS = 100

interface Heard {
  concealed: number
  samples: number
  asked: number
  packets: number
}

/** Watches one down-link; `wait` is what its players shall wait, in milliseconds, `null` for as they please. */
export class PlayoutCare {
  wait: number | null = null
  private before: { at: number; tracks: Map<string, Heard> } | null = null
  private lossyAt = 0

  /** Take a look at the statistics, every second or two (`now` in milliseconds); true when `wait` has changed. */
  look(stats: readonly Stat[], now: number): boolean {
    if (this.before && now - this.before.at < LOOK_MS) return false
    const tracks = new Map(stats.filter(isSound).map((entry) => [String(entry.mid), heardOf(entry)]))
    const gained = this.before ? differences(this.before.tracks, tracks) : []
    this.before = { at: now, tracks }
    const worst = (share: (heard: Heard) => number) => Math.max(0, ...gained.map(share))
    if (worst(({ asked, packets }) => asked / packets) >= LOSSY) this.lossyAt = now
    if (this.wait === null && worst(({ concealed, samples }) => concealed / samples) >= AUDIBLE) return this.hold(stats, now)
    if (this.wait !== null && now - this.lossyAt >= CALM_MS) return this.change(null)
    return false
  }

  private hold(stats: readonly Stat[], now: number): boolean {
    this.lossyAt = now
    const pair = stats.find((entry) => entry.type === 'candidate-pair' && entry.nominated === true)
    const wait = 1000 * number(pair?.currentRoundTripTime) + LONGEST_RUN_MS
    return wait <= LONGEST_WAIT_MS && this.change(Math.round(wait))
  }

  private change(wait: number | null): boolean {
    this.wait = wait
    return true
  }
}

function isSound(entry: Stat): boolean {
  return entry.type === 'inbound-rtp' && entry.kind === 'audio'
}

function heardOf(entry: Stat): Heard {
  return {
    concealed: number(entry.concealedSamples) - number(entry.silentConcealedSamples),
    samples: number(entry.totalSamplesReceived),
    asked: number(entry.nackCount),
    packets: number(entry.packetsReceived),
  }
}

function differences(before: ReadonlyMap<string, Heard>, now: ReadonlyMap<string, Heard>): Heard[] {
  return [...now].flatMap(([mid, heard]) => {
    const then = before.get(mid)
    if (!then || heard.packets - then.packets < FEWEST_PACKETS) return []
    return {
      concealed: heard.concealed - then.concealed,
      samples: Math.max(1, heard.samples - then.samples),
      asked: heard.asked - then.asked,
      packets: heard.packets - then.packets,
    }
  })
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
