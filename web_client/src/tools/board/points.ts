/**
 * Writes and reads the points of a drawing: short texts of numbers, as PROTOCOL.md says.
 *
 * The twin of `signaling/tools/board/points.py`; `tests/data/board_points.json` holds both to the same texts.
 */

/** x and y in steps of the surface's width and height, and the pen's pressure where it is known. */
export type Point = readonly [x: number, y: number, pressure?: number]

/** A quarter of a pixel of 1920. */
export const STEPS = 8192
/** The highest pressure. */
export const PRESSURE = 31

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]))
const MORE = 32

/** The text of points that all have a pressure, or all have none. */
export function writePoints(points: readonly Point[]): string {
  const size = points[0]?.[2] === undefined ? 2 : 3
  const last = [0, 0, 0]
  let text = String(size)
  for (const point of points) {
    for (let at = 0; at < size; at += 1) {
      const value = point[at] ?? 0
      text += difference(value - (last[at] ?? 0))
      last[at] = value
    }
  }
  return text
}

/** The points of a text that the server has let pass; of any other as many as can be read. */
export function readPoints(text: string): Point[] {
  const size = text.startsWith('3') ? 3 : 2
  const points: Point[] = []
  const point = [0, 0, 0]
  let [at, value, shift] = [0, 0, 0]
  for (const character of text.slice(1)) {
    const digit = VALUES.get(character) ?? 0
    value |= (digit & (MORE - 1)) << shift
    shift += 5
    if (digit >= MORE) continue
    point[at] = (point[at] ?? 0) + ((value >>> 1) ^ -(value & 1))
    at += 1
    value = shift = 0
    if (at < size) continue
    points.push(size === 3 ? [point[0] ?? 0, point[1] ?? 0, point[2] ?? 0] : [point[0] ?? 0, point[1] ?? 0])
    at = 0
  }
  return points
}

/** A share of the surface's width or height as a step on it. */
export function step(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * STEPS)
}

function difference(by: number): string {
  let value = by >= 0 ? by * 2 : -by * 2 - 1
  let text = ''
  for (; value >= MORE; value >>>= 5) text += ALPHABET[(value & (MORE - 1)) | MORE] ?? ''
  return text + (ALPHABET[value] ?? '')
}
