/**
 * The shape of a drawing as the path of an SVG, in steps of the surface's width both ways.
 *
 * Paths are the same at every size of the screen: they are made once and drawn scaled.
 */
import { getStroke } from 'perfect-freehand'

import type { Drawing } from '@/protocol/messages'

import { PRESSURE, readPoints, STEPS, type Point } from './points'

export interface Outline {
  path: string
  /** The width of the line to draw along the path; 0: the path is to be filled. */
  line: number
}

type Place = [x: number, y: number, pressure: number]

/** As near to each other are the points between those that were kept. */
const SPACING = 24
/** How much a pen with pressure swells, and one without. */
const THINNING = 0.62
/** The length of an arrow's head by the width of its line. */
export const ARROW_HEAD = 4.5

/** What to draw of a drawing that is no text; `ratio` is the surface's height by its width. */
export function outlineOf(drawing: Drawing, ratio: number): Outline {
  return outlineThrough(drawing, readPoints(drawing.points), ratio)
}

/** The same for a drawing whose points are known as such. */
export function outlineThrough(drawing: Pick<Drawing, 'tool' | 'width'>, points: readonly Point[], ratio: number): Outline {
  const places = points.map((point): Place => place(point, ratio))
  const width = lineWidth(drawing)
  if (drawing.tool === 'pen' || drawing.tool === 'highlighter') {
    return { path: strokePath(places, width, points[0]?.[2] !== undefined), line: 0 }
  }
  const [from, to] = [places[0], places[1]]
  return from && to ? { path: figurePath(drawing.tool, from, to, width), line: width } : { path: '', line: 0 }
}

/** The width of a drawing's line in steps. */
export function lineWidth(drawing: Pick<Drawing, 'width'>): number {
  return (drawing.width / 1000) * STEPS
}

function place([x, y, pressure]: Point, ratio: number): Place {
  return [x, y * ratio, (pressure ?? PRESSURE / 2) / PRESSURE]
}

function strokePath(places: Place[], width: number, isPressed: boolean): string {
  const outline = getStroke(smooth(places), {
    size: width,
    thinning: isPressed ? THINNING : 0,
    // The points are smooth already, and lie on the line that was drawn.
    streamline: 0,
    smoothing: 0.5,
    simulatePressure: false,
    last: true,
  })
  return closedPath(outline)
}

/** A closed curve through the middles between the points. */
function closedPath(points: readonly (readonly number[])[]): string {
  const first = points[0]
  if (!first) return ''
  const curve = points.map(([x = 0, y = 0], at) => {
    const [nextX = 0, nextY = 0] = points[(at + 1) % points.length] ?? []
    return `${round(x)} ${round(y)} ${round((x + nextX) / 2)} ${round((y + nextY) / 2)}`
  })
  return `M${round(first[0] ?? 0)} ${round(first[1] ?? 0)}Q${curve.join(' ')}Z`
}

/** Points on a smooth line (Catmull-Rom) through those that were kept. */
export function smooth(places: readonly Place[]): Place[] {
  return places.flatMap((to, at) => {
    const from = places[at - 1]
    if (!from) return [to]
    const [before, after] = [places[at - 2] ?? from, places[at + 1] ?? to]
    const parts = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / SPACING))
    return Array.from({ length: parts }, (_, n): Place => between(before, from, to, after, (n + 1) / parts))
  })
}

function between(before: Place, from: Place, to: Place, after: Place, share: number): Place {
  const along = (at: 0 | 1): number => {
    // A long side next to a short one would throw the line past its points.
    const [leave, arrive] = [slope(before, from, to, at), slope(from, to, after, at)]
    const [s, s2, s3] = [share, share ** 2, share ** 3]
    return (2 * s3 - 3 * s2 + 1) * from[at] + (s3 - 2 * s2 + s) * leave + (-2 * s3 + 3 * s2) * to[at] + (s3 - s2) * arrive
  }
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const bow = [0, 1].map((at) => along(at as 0 | 1)) as [number, number]
  const chord: [number, number] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
  const off = Math.hypot(bow[0] - chord[0], bow[1] - chord[1])
  const held = off > length / 4 ? length / 4 / off : 1
  const pressure = from[2] + (to[2] - from[2]) * share
  return [chord[0] + (bow[0] - chord[0]) * held, chord[1] + (bow[1] - chord[1]) * held, pressure]
}

/** The tangent in the middle of three points, for the shorter of the two sides. */
function slope(a: Place, b: Place, c: Place, at: 0 | 1): number {
  const [ab, bc] = [Math.hypot(b[0] - a[0], b[1] - a[1]), Math.hypot(c[0] - b[0], c[1] - b[1])]
  const whole = ab + bc
  return whole ? ((c[at] - a[at]) * Math.min(ab || bc, bc || ab)) / whole : 0
}

function figurePath(tool: Drawing['tool'], from: Place, to: Place, width: number): string {
  const [x1, y1, x2, y2] = [round(from[0]), round(from[1]), round(to[0]), round(to[1])]
  if (tool === 'rectangle') return `M${x1} ${y1}H${x2}V${y2}H${x1}Z`
  if (tool === 'ellipse') return ellipsePath(from, to)
  const line = `M${x1} ${y1}L${x2} ${y2}`
  return tool === 'arrow' ? line + arrowHead(from, to, width) : line
}

function ellipsePath(from: Place, to: Place): string {
  const [rx, ry] = [round(Math.abs(to[0] - from[0]) / 2), round(Math.abs(to[1] - from[1]) / 2)]
  const [left, right] = [round(Math.min(from[0], to[0])), round(Math.max(from[0], to[0]))]
  const y = round((from[1] + to[1]) / 2)
  return `M${left} ${y}A${rx} ${ry} 0 1 0 ${right} ${y}A${rx} ${ry} 0 1 0 ${left} ${y}Z`
}

function arrowHead(from: Place, to: Place, width: number): string {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0])
  const length = Math.min(width * ARROW_HEAD, Math.hypot(to[0] - from[0], to[1] - from[1]))
  const end = (turn: number) => `${round(to[0] - length * Math.cos(angle + turn))} ${round(to[1] - length * Math.sin(angle + turn))}`
  return `M${end(0.5)}L${round(to[0])} ${round(to[1])}L${end(-0.5)}`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
