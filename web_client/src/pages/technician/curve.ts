/** Draws a figure over time as the path of an SVG. */

export interface Frame {
  width: number
  height: number
  /** The value at the top. */
  top: number
}

/** Reports that are further apart than this leave a gap: nobody knows what was between. */
const GAP_MS = 30_000

/** The `d` of a path through all known values between `from` and `to` (Unix ms); too high ones lie at the top. */
export function curvePath(at: readonly number[], values: readonly (number | null)[], from: number, to: number, frame: Frame): string {
  let path = ''
  let before: number | null = null
  at.forEach((time, index) => {
    const value = values[index] ?? null
    if (value === null) return void (before = null)
    const x = ((time - from) / Math.max(1, to - from)) * frame.width
    path += `${before === null || time - before > GAP_MS ? 'M' : 'L'}${x.toFixed(1)} ${heightOf(value, frame).toFixed(1)}`
    before = time
  })
  return path
}

/** Where a value lies, from the top of the frame. */
export function heightOf(value: number, frame: Frame): number {
  return frame.height * (1 - Math.min(1, Math.max(0, value / frame.top)))
}
