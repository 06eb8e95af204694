/**
 * The figures of a line: how each is written, and from where on it is bad. The limits are the server's.
 *
 * A rate has none: a picture in which nothing moves needs little.
 */

export type Grade = 'good' | 'fair' | 'poor'

export interface FigureKind {
  name: string
  unit: 'share' | 'ms' | 'rate' | 'fps'
  /** From here on fair, and poor; with the first above the second a lower figure is the worse one. */
  limits?: readonly [fair: number, poor: number]
  /** The top of its curve, at least. */
  top: number
}

export const FIGURES: readonly FigureKind[] = [
  { name: 'down_loss', unit: 'share', limits: [0.02, 0.08], top: 0.1 },
  { name: 'down_rtt_ms', unit: 'ms', limits: [250, 600], top: 300 },
  { name: 'down_bitrate', unit: 'rate', top: 2_000_000 },
  { name: 'down_frames_per_second', unit: 'fps', limits: [12, 7], top: 30 },
  { name: 'down_frozen', unit: 'share', limits: [0.02, 0.1], top: 0.1 },
  { name: 'down_concealed', unit: 'share', limits: [0.03, 0.12], top: 0.1 },
  { name: 'down_jitter_buffer_ms', unit: 'ms', limits: [200, 400], top: 300 },
  { name: 'up_loss', unit: 'share', limits: [0.02, 0.08], top: 0.1 },
  { name: 'up_bitrate', unit: 'rate', top: 1_000_000 },
  { name: 'up_frames_per_second', unit: 'fps', limits: [12, 7], top: 30 },
]

/** How good one value of a figure is; what is not known is not bad. */
export function gradeOf(figure: FigureKind, value: number | null | undefined): Grade {
  if (value === null || value === undefined || !figure.limits) return 'good'
  const [fair, poor] = figure.limits
  const isWorse = (limit: number) => (fair > poor ? value < limit : value >= limit)
  if (isWorse(poor)) return 'poor'
  return isWorse(fair) ? 'fair' : 'good'
}

/** A value as a person reads it, with its unit; a dash for what is not known. */
export function written(figure: FigureKind, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (figure.unit === 'share') return `${(100 * value).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`
  if (figure.unit === 'ms') return `${Math.round(value)} ms`
  if (figure.unit === 'fps') return `${Math.round(value)}`
  return value >= 1_000_000 ? `${(value / 1_000_000).toFixed(1)} Mbit/s` : `${Math.round(value / 1000)} kbit/s`
}

/** The figure of that name. */
export function figureNamed(name: string): FigureKind {
  const found = FIGURES.find((figure) => figure.name === name)
  if (!found) throw new Error(`no figure ${name}`)
  return found
}

/** The last value that is known. */
export function lastKnown(values: readonly (number | null)[] | undefined): number | null {
  return [...(values ?? [])].reverse().find((value) => value !== null) ?? null
}
