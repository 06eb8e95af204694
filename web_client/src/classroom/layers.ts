/**
 * Decides in which layers a source's picture is encoded, so that thin and fast lines each find one that fits.
 */
import type { SourceKind } from './uplink'

/** What a picture of this height needs at 25 frames/s to look well, in bit/s. */
const BITRATES: readonly (readonly [height: number, bitrate: number])[] = [
  // With its sound it fits on a line of 250 kbit/s.
  [180, 130_000],
  [360, 450_000],
  [540, 900_000],
  [720, 1_600_000],
]
/** A classroom's old machine encodes two layers; the teacher's three serve lines of every kind. */
const HEIGHTS = { master: [180, 360, 720], classroom: [180, 540] }
/** A layer much like the one above it costs more than it brings. */
const STEP = 0.75
const RIDS = ['q', 'h', 'f']
/** Speech is well understood at this rate, and a quarter of it is saved on a line that has no room. */
const THRIFTY_SOUND = 24_000
const SCREEN: RTCRtpEncodingParameters = { maxBitrate: 2_500_000, maxFramerate: 15 }

export type Publisher = keyof typeof HEIGHTS

/** The encodings of a source whose track is `height` pixels high; a screen, which must be legible, has one. */
export function encodingsOf(kind: SourceKind, publisher: Publisher, height: number): RTCRtpEncodingParameters[] {
  if (kind === 'screen') return [SCREEN]
  const heights = layersOf(publisher, height)
  const encodings = heights.map((layer) => encodingOf(layer, height))
  return encodings.length === 1 ? encodings : encodings.map((encoding, index) => ({ rid: RIDS[index], ...encoding }))
}

/**
 * Fit a sender's encodings to a track of another height: their number and names cannot change any more.
 *
 * What the new track has no use for is switched off; `least` leaves out that many of the highest, but never
 * the last one, and no more than `most` are sent.
 */
export function fitted(
  encodings: readonly RTCRtpEncodingParameters[],
  publisher: Publisher,
  height: number,
  least = 0,
  most = Infinity,
): RTCRtpEncodingParameters[] {
  const heights = layersOf(publisher, height)
  const layers = encodings.length === 1 ? heights.slice(-1) : heights
  const used = Math.min(most, Math.max(1, Math.min(encodings.length, layers.length) - least))
  return encodings.map((encoding, index) => {
    const layer = layers[index]
    if (layer === undefined || index >= used) return { ...encoding, active: false }
    return { ...encoding, ...encodingOf(layer, height), active: true }
  })
}

/** Let sound take no more than it must, or as much as its encoder likes. */
export function voiced(encodings: readonly RTCRtpEncodingParameters[], isThrifty: boolean): RTCRtpEncodingParameters[] {
  return encodings.map(({ maxBitrate: _, ...encoding }) => (isThrifty ? { ...encoding, maxBitrate: THRIFTY_SOUND } : encoding))
}

function layersOf(publisher: Publisher, height: number): number[] {
  const heights = HEIGHTS[publisher]
  const top = Math.min(height, Math.max(...heights))
  return [...heights.filter((layer) => layer < STEP * top), top]
}

function encodingOf(layer: number, height: number): RTCRtpEncodingParameters {
  const bitrate = BITRATES.find(([enough]) => layer <= enough)?.[1] ?? 1_600_000
  return { maxBitrate: bitrate, maxFramerate: 30, scaleResolutionDownBy: Math.max(1, height / layer) }
}
