/**
 * Digests getStats() into what a member lived through on a link since the last look.
 */
import type { LinkReport } from '../protocol/messages'

/** One entry of an RTCStatsReport. */
export type Stat = Record<string, unknown>

/** The counters of one track at one look. */
interface Counters {
  bytes: number
  packets: number
  lost: number
  frames: number
  frozenSeconds: number
  concealed: number
  samples: number
  isPicture: boolean
}

interface Look {
  at: number
  tracks: Map<string, Counters>
}

/** Turns the growing counters of one peer connection into a `LinkReport` per interval. */
export class LinkDigest {
  private before: Look | null = null

  constructor(private readonly direction: 'up' | 'down') {}

  /**
   * The report since the last call; the first call only starts the interval's counters.
   *
   * `active` are the mids that carry something now: an empty slot conceals and
   * freezes all the time, which says nothing about the line. `now` is in milliseconds.
   */
  take(stats: readonly Stat[], state: string, active: ReadonlySet<string>, now: number): LinkReport {
    const counted = this.direction === 'up' ? stats.filter((entry) => entry.type === 'outbound-rtp') : inbound(stats, active)
    const look = { at: now, tracks: new Map(counted.map((entry) => [trackOf(entry), countersOf(entry)])) }
    const before = this.before
    this.before = look
    const line = this.direction === 'up' ? remoteLine(stats) : ownLine(counted, stats)
    return { ...emptyReport(state), ...line, ...(before && before.at < now ? this.since(before, look) : {}) }
  }

  private since(before: Look, look: Look): Partial<LinkReport> {
    const seconds = (look.at - before.at) / 1000
    const tracks = differences(before, look, seconds)
    const total = (field: keyof Omit<Counters, 'isPicture'>) => tracks.reduce((sum, track) => sum + track[field], 0)
    const pictures = tracks.filter((track) => track.isPicture).length
    const rates = {
      bitrate: (8 * total('bytes')) / seconds,
      frames_per_second: pictures > 0 ? total('frames') / seconds / pictures : null,
    }
    if (this.direction === 'up') return rates
    return {
      ...rates,
      loss: share(total('lost'), total('lost') + total('packets')),
      frozen: share(total('frozenSeconds'), seconds * pictures),
      concealed: share(total('concealed'), total('samples')),
    }
  }
}

/**
 * What every track that was there at both looks has gained.
 *
 * A track that has just become active counts from the next look on: its old
 * counters hold the time in which its slot was empty.
 */
function differences(before: Look, look: Look, seconds: number): Counters[] {
  return [...look.tracks].flatMap(([track, now]) => {
    const then = before.tracks.get(track)
    if (!then || now.bytes < then.bytes) return []
    const gained = (field: keyof Omit<Counters, 'isPicture'>) => Math.max(0, now[field] - then[field])
    return {
      bytes: gained('bytes'),
      packets: gained('packets'),
      lost: gained('lost'),
      frames: gained('frames'),
      frozenSeconds: Math.min(seconds, gained('frozenSeconds')),
      concealed: gained('concealed'),
      samples: gained('samples'),
      isPicture: now.isPicture,
    }
  })
}

function trackOf(entry: Stat): string {
  return `${String(entry.mid)} ${String(entry.ssrc)}`
}

function countersOf(entry: Stat): Counters {
  return {
    bytes: number(entry.bytesReceived) + number(entry.bytesSent),
    packets: number(entry.packetsReceived),
    lost: number(entry.packetsLost),
    frames: number(entry.framesDecoded) + number(entry.framesEncoded),
    frozenSeconds: number(entry.totalFreezesDuration),
    concealed: number(entry.concealedSamples) - number(entry.silentConcealedSamples),
    samples: number(entry.totalSamplesReceived),
    isPicture: entry.kind === 'video',
  }
}

function emptyReport(state: string): LinkReport {
  return {
    state,
    loss: 0,
    rtt_ms: null,
    jitter_ms: null,
    bitrate: 0,
    frames_per_second: null,
    frozen: null,
    concealed: null,
    jitter_buffer_ms: null,
    path: '',
    family: '',
    limited: 'none',
    pictures: [],
  }
}

/** What the other side says about our sending, in its receiver reports. */
function remoteLine(stats: readonly Stat[]): Partial<LinkReport> {
  const remote = stats.filter((entry) => entry.type === 'remote-inbound-rtp')
  if (remote.length === 0) return { rtt_ms: roundTrip(stats) }
  return {
    loss: clamp(Math.max(...remote.map((entry) => number(entry.fractionLost)))),
    rtt_ms: roundTrip(stats) ?? Math.max(...remote.map((entry) => number(entry.roundTripTime))) * 1000,
    jitter_ms: Math.max(...remote.map((entry) => number(entry.jitter))) * 1000,
  }
}

function ownLine(received: readonly Stat[], stats: readonly Stat[]): Partial<LinkReport> {
  const jitter = received.length > 0 ? Math.max(...received.map((entry) => number(entry.jitter))) * 1000 : null
  return { rtt_ms: roundTrip(stats), jitter_ms: jitter }
}

function inbound(stats: readonly Stat[], active: ReadonlySet<string>): Stat[] {
  return stats.filter((entry) => entry.type === 'inbound-rtp' && active.has(String(entry.mid)))
}

function roundTrip(stats: readonly Stat[]): number | null {
  const pair = stats.find((entry) => entry.type === 'candidate-pair' && entry.nominated === true)
  const seconds = pair?.currentRoundTripTime
  return typeof seconds === 'number' ? seconds * 1000 : null
}

function share(part: number, whole: number): number {
  return whole > 0 ? clamp(part / whole) : 0
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
