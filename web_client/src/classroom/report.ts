/**
 * Digests getStats() into what a member lived through on a link since the last look.
 */
import type { LinkReport, PictureReport } from '../protocol/messages'
import { wayOf } from './way'

/** One entry of an RTCStatsReport. */
export type Stat = Record<string, unknown>

/** What holds an encoder back, the worst last. */
const LIMITS = ['none', 'other', 'bandwidth', 'cpu'] as const
/** The server takes no more. */
const MOST_PICTURES = 16

/** The counters of one track at one look; `mid` and `height` are no counters. */
interface Counters {
  mid: string
  height: number
  bytes: number
  packets: number
  lost: number
  frames: number
  frozenSeconds: number
  concealed: number
  samples: number
  /** Seconds that samples have waited in the jitter buffer, and how many samples. */
  buffered: number
  emitted: number
  isPicture: boolean
}

type Growing = keyof Omit<Counters, 'isPicture' | 'mid' | 'height'>

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
   * `active` are the mids that carry something now, with its source: an empty slot
   * conceals and freezes all the time, which says nothing about the line. `now` is in milliseconds.
   */
  take(stats: readonly Stat[], state: string, active: ReadonlyMap<string, string>, now: number): LinkReport {
    const counted = this.direction === 'up' ? stats.filter((entry) => entry.type === 'outbound-rtp') : inbound(stats, active)
    const look = { at: now, tracks: new Map(counted.map((entry) => [trackOf(entry), countersOf(entry)])) }
    const before = this.before
    this.before = look
    const line = this.direction === 'up' ? remoteLine(stats) : ownLine(counted, stats)
    const grown = before && before.at < now ? this.since(before, look, active) : {}
    return { ...emptyReport(state), ...wayOf(stats), ...line, ...grown }
  }

  private since(before: Look, look: Look, active: ReadonlyMap<string, string>): Partial<LinkReport> {
    const seconds = (look.at - before.at) / 1000
    const tracks = differences(before, look, seconds)
    const total = (field: Growing) => tracks.reduce((sum, track) => sum + track[field], 0)
    const pictures = tracks.filter((track) => track.isPicture)
    const rates = {
      bitrate: (8 * total('bytes')) / seconds,
      frames_per_second: pictures.length > 0 ? total('frames') / seconds / pictures.length : null,
    }
    if (this.direction === 'up') return rates
    return {
      ...rates,
      loss: share(total('lost'), total('lost') + total('packets')),
      frozen: share(total('frozenSeconds'), seconds * pictures.length),
      concealed: share(total('concealed'), total('samples')),
      jitter_buffer_ms: total('emitted') > 0 ? (1000 * total('buffered')) / total('emitted') : null,
      pictures: pictures.slice(0, MOST_PICTURES).map((track) => pictureOf(track, active.get(track.mid) ?? '', seconds)),
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
    const gained = (field: Growing) => Math.max(0, now[field] - then[field])
    return {
      mid: now.mid,
      height: now.height,
      bytes: gained('bytes'),
      packets: gained('packets'),
      lost: gained('lost'),
      frames: gained('frames'),
      frozenSeconds: Math.min(seconds, gained('frozenSeconds')),
      concealed: gained('concealed'),
      samples: gained('samples'),
      buffered: gained('buffered'),
      emitted: gained('emitted'),
      isPicture: now.isPicture,
    }
  })
}

function trackOf(entry: Stat): string {
  return `${String(entry.mid)} ${String(entry.ssrc)}`
}

function countersOf(entry: Stat): Counters {
  const isPicture = entry.kind === 'video'
  return {
    mid: String(entry.mid),
    height: number(entry.frameHeight),
    bytes: number(entry.bytesReceived) + number(entry.bytesSent),
    packets: number(entry.packetsReceived),
    lost: number(entry.packetsLost),
    frames: number(entry.framesDecoded) + number(entry.framesEncoded),
    frozenSeconds: number(entry.totalFreezesDuration),
    concealed: number(entry.concealedSamples) - number(entry.silentConcealedSamples),
    samples: number(entry.totalSamplesReceived),
    // A picture waits for its sound: only the sound's buffer says what the line makes necessary.
    buffered: isPicture ? 0 : number(entry.jitterBufferDelay),
    emitted: isPicture ? 0 : number(entry.jitterBufferEmittedCount),
    isPicture,
  }
}

function pictureOf(track: Counters, source: string, seconds: number): PictureReport {
  return { source, height: track.height, frames_per_second: round(track.frames / seconds, 1), frozen: round(share(track.frozenSeconds, seconds), 3) }
}

/** What the server takes for granted where nothing is said. */
const ASSUMED: Record<string, unknown> = { loss: 0, path: '', family: '', limited: 'none', paused: false }

/** The same report without what a server assumes anyway, and with no more digits than count: a thin line carries it too. */
export function compact(report: LinkReport): LinkReport {
  const told = Object.entries(report).filter(([name, value]) => !(value === ASSUMED[name] || value === null || isEmpty(value)))
  return Object.fromEntries(told.map(([name, value]) => [name, typeof value === 'number' ? round(value, value > 10 ? 0 : 4) : value]))
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function emptyReport(state: string): LinkReport {
  return {
    state,
    loss: 0,
    rtt_ms: null,
    jitter_ms: null,
    bitrate: null,
    frames_per_second: null,
    frozen: null,
    concealed: null,
    jitter_buffer_ms: null,
    path: '',
    family: '',
    limited: 'none',
    paused: false,
    pictures: [],
  }
}

/** What the other side says about our sending, in its receiver reports. */
function remoteLine(stats: readonly Stat[]): Partial<LinkReport> {
  const remote = stats.filter((entry) => entry.type === 'remote-inbound-rtp')
  const limited = limitOf(stats)
  if (remote.length === 0) return { rtt_ms: roundTrip(stats), limited }
  return {
    limited,
    loss: clamp(Math.max(...remote.map((entry) => number(entry.fractionLost)))),
    rtt_ms: roundTrip(stats) ?? Math.max(...remote.map((entry) => number(entry.roundTripTime))) * 1000,
    jitter_ms: Math.max(...remote.map((entry) => number(entry.jitter))) * 1000,
  }
}

/** What holds back any of the layers that are sent. */
function limitOf(stats: readonly Stat[]): (typeof LIMITS)[number] {
  const sent = stats.filter((entry) => entry.type === 'outbound-rtp' && entry.kind === 'video' && entry.active !== false)
  const worst = Math.max(0, ...sent.map((entry) => LIMITS.indexOf(entry.qualityLimitationReason as 'none')))
  return LIMITS[worst] ?? 'none'
}

function ownLine(received: readonly Stat[], stats: readonly Stat[]): Partial<LinkReport> {
  const jitter = received.length > 0 ? Math.max(...received.map((entry) => number(entry.jitter))) * 1000 : null
  return { rtt_ms: roundTrip(stats), jitter_ms: jitter }
}

function inbound(stats: readonly Stat[], active: ReadonlyMap<string, string>): Stat[] {
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

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}
