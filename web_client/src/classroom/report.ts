/**
 * Digests getStats() into what a member lived through on a link since the last look.
 */
import type { LinkReport } from '../protocol/messages'

/** One entry of an RTCStatsReport. */
export type Stat = Record<string, unknown>

/** The counters of one look, summed over the tracks that count. */
interface Totals {
  at: number
  bytes: number
  packets: number
  lost: number
  frames: number
  frozenSeconds: number
  concealed: number
  samples: number
  /** How many pictures there are: each may freeze by itself. */
  pictures: number
}

/** Turns the growing counters of one peer connection into a `LinkReport` per interval. */
export class LinkDigest {
  private before: Totals | null = null

  constructor(private readonly direction: 'up' | 'down') {}

  /**
   * The report since the last call; the first call only starts the interval's counters.
   *
   * `active` are the mids that carry something now: an empty slot conceals and
   * freezes all the time, which says nothing about the line. `now` is in milliseconds.
   */
  take(stats: readonly Stat[], state: string, active: ReadonlySet<string>, now: number): LinkReport {
    const totals = this.direction === 'up' ? sentTotals(stats, now) : receivedTotals(stats, active, now)
    const before = this.before
    this.before = totals
    const line = this.direction === 'up' ? remoteLine(stats) : ownLine(stats, active)
    return { ...emptyReport(state), ...line, ...(before ? this.since(before, totals, line.loss) : {}) }
  }

  private since(before: Totals, totals: Totals, remoteLoss: number | undefined): Partial<LinkReport> {
    const seconds = (totals.at - before.at) / 1000
    if (seconds <= 0 || totals.bytes < before.bytes) return {}
    const rates = {
      bitrate: (8 * (totals.bytes - before.bytes)) / seconds,
      frames_per_second: Math.max(0, (totals.frames - before.frames) / seconds),
    }
    if (this.direction === 'up') return { ...rates, loss: remoteLoss ?? 0 }
    return {
      ...rates,
      loss: share(totals.lost - before.lost, totals.lost + totals.packets - before.lost - before.packets),
      frozen: share(totals.frozenSeconds - before.frozenSeconds, seconds * totals.pictures),
      concealed: share(totals.concealed - before.concealed, totals.samples - before.samples),
    }
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
  }
}

function sentTotals(stats: readonly Stat[], at: number): Totals {
  const sent = stats.filter((entry) => entry.type === 'outbound-rtp')
  return { ...noTotals(at), bytes: sum(sent, 'bytesSent'), packets: sum(sent, 'packetsSent'), frames: sum(sent, 'framesEncoded') }
}

function receivedTotals(stats: readonly Stat[], active: ReadonlySet<string>, at: number): Totals {
  const received = inbound(stats, active)
  return {
    at,
    bytes: sum(received, 'bytesReceived'),
    packets: sum(received, 'packetsReceived'),
    lost: sum(received, 'packetsLost'),
    frames: sum(received, 'framesDecoded'),
    frozenSeconds: sum(received, 'totalFreezesDuration'),
    concealed: sum(received, 'concealedSamples') - sum(received, 'silentConcealedSamples'),
    samples: sum(received, 'totalSamplesReceived'),
    pictures: received.filter((entry) => entry.kind === 'video').length,
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

function ownLine(stats: readonly Stat[], active: ReadonlySet<string>): Partial<LinkReport> {
  const received = inbound(stats, active)
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

function noTotals(at: number): Totals {
  return { at, bytes: 0, packets: 0, lost: 0, frames: 0, frozenSeconds: 0, concealed: 0, samples: 0, pictures: 0 }
}

function sum(entries: readonly Stat[], field: string): number {
  return entries.reduce((total, entry) => total + number(entry[field]), 0)
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
