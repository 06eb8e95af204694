/** Where a drawing lies on its surface, and whether it is touched: for the eraser, and for drawing again only what has changed. */
import type { Drawing } from '@/protocol/messages'

import { LINE_HEIGHT, textWidth } from './lettering'
import { ARROW_HEAD, lineWidth } from './outline'
import { readPoints, STEPS, type Point } from './points'

/** In steps of the surface's width, both ways. */
export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

type Spot = readonly [x: number, y: number]

/** A rim for caps, heads of arrows and the softness of edges. */
const RIM = 16

/** The box that holds all of a drawing; `ratio` is the surface's height by its width. */
export function extentOf(drawing: Drawing, ratio: number): Box {
  const spots = spotsOf(drawing, ratio)
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)]
  if (drawing.tool === 'text') return textBox(drawing, spots[0] ?? [0, 0])
  const rim = RIM + lineWidth(drawing) * (drawing.tool === 'arrow' ? ARROW_HEAD : 1)
  return { left: Math.min(...xs) - rim, top: Math.min(...ys) - rim, right: Math.max(...xs) + rim, bottom: Math.max(...ys) + rim }
}

export function union(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  }
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** Whether an eraser of this radius touches the drawing; all in steps of the surface's width. */
export function isTouched(drawing: Drawing, ratio: number, x: number, y: number, radius: number): boolean {
  const box = extentOf(drawing, ratio)
  if (!overlap(box, { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius })) return false
  if (drawing.tool === 'text') return true
  const reach = radius + lineWidth(drawing) / 2
  const line = contour(drawing, spotsOf(drawing, ratio))
  return line.some((to, at) => distance([x, y], line[at - 1] ?? to, to) <= reach)
}

/** The places that a hand passes on its way through these points, not farther from each other than `reach`. */
export function passed(from: Point | undefined, points: readonly Point[], reach: number): Point[] {
  let last = from
  return points.flatMap((to) => {
    const start = last ?? to
    last = to
    const parts = Math.max(1, Math.ceil(Math.hypot(to[0] - start[0], to[1] - start[1]) / reach))
    return Array.from({ length: parts }, (_, n): Point => {
      const share = (n + 1) / parts
      return [start[0] + (to[0] - start[0]) * share, start[1] + (to[1] - start[1]) * share]
    })
  })
}

function spotsOf(drawing: Drawing, ratio: number): Spot[] {
  return readPoints(drawing.points).map(([x, y]) => [x, y * ratio] as const)
}

function textBox(drawing: Drawing, [left, top]: Spot): Box {
  const lines = drawing.text.split('\n')
  const size = lineWidth(drawing)
  const width = Math.max(...lines.map(textWidth)) * size
  return { left: left - RIM, top: top - RIM, right: Math.min(left + width, 2 * STEPS) + RIM, bottom: top + lines.length * size * LINE_HEIGHT + RIM }
}

/** The points along which a drawing is touched: a frame is not touched in its middle. */
function contour(drawing: Drawing, spots: Spot[]): Spot[] {
  const [from, to] = [spots[0], spots[1]]
  if (!from || !to) return spots
  if (drawing.tool === 'rectangle') return [from, [to[0], from[1]], to, [from[0], to[1]], from]
  if (drawing.tool !== 'ellipse') return spots
  const [x, y, rx, ry] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (to[0] - from[0]) / 2, (to[1] - from[1]) / 2]
  return Array.from({ length: 33 }, (_, at) => [x + rx * Math.cos((at * Math.PI) / 16), y + ry * Math.sin((at * Math.PI) / 16)] as const)
}

function distance([x, y]: Spot, [ax, ay]: Spot, [bx, by]: Spot): number {
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const share = length ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) : 0
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))
}
