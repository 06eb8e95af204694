/** Draws on a canvas whose units are the steps of the surface's width, both ways. */
import type { Drawing } from '@/protocol/messages'

import { extentOf, type Box } from './extent'
import { FONT, LINE_HEIGHT } from './lettering'
import { lineWidth, outlineOf, outlineThrough, type Outline } from './outline'
import { readPoints, STEPS, type Point } from './points'

interface Shape {
  ratio: number
  path: Path2D
  line: number
  box: Box
}

const SEE_THROUGH = 0.38
/** Shapes are costly to make and the same at every size: each drawing keeps its own. */
const shapes = new WeakMap<Drawing, Shape>()

function shapeOf(drawing: Drawing, ratio: number): Shape {
  const known = shapes.get(drawing)
  if (known?.ratio === ratio) return known
  const { path, line } = drawing.tool === 'text' ? { path: '', line: 0 } : outlineOf(drawing, ratio)
  const shape = { ratio, path: new Path2D(path), line, box: extentOf(drawing, ratio) }
  shapes.set(drawing, shape)
  return shape
}

/** The box that holds a drawing, in steps. */
export function boxOf(drawing: Drawing, ratio: number): Box {
  return shapeOf(drawing, ratio).box
}

/** Make the canvas as fine as the screen, and its units steps; `ratio` is its height by its width. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, fineness: number): void {
  canvas.width = Math.max(1, Math.round(width * fineness))
  canvas.height = Math.max(1, Math.round(height * fineness))
  const scale = canvas.width / STEPS
  canvas.getContext('2d')?.setTransform(scale, 0, 0, scale, 0, 0)
}

export function paint(ink: CanvasRenderingContext2D, drawing: Drawing, ratio: number): void {
  if (drawing.tool === 'text') return paintText(ink, drawing, ratio)
  const { path, line } = shapeOf(drawing, ratio)
  paintPath(ink, drawing, path, line)
}

/** A stroke that is being drawn: its points are known, and change with every frame. */
export function paintUnderWay(
  ink: CanvasRenderingContext2D,
  stroke: Pick<Drawing, 'tool' | 'colour' | 'width'> & { points: readonly Point[] },
  ratio: number,
): void {
  const { path, line }: Outline = outlineThrough(stroke, stroke.points, ratio)
  paintPath(ink, stroke, new Path2D(path), line)
}

/** The dot of a laser pointer, at a place in steps. */
export function paintPointer(ink: CanvasRenderingContext2D, x: number, y: number): void {
  const radius = STEPS / 90
  const glow = ink.createRadialGradient(x, y, 0, x, y, radius)
  glow.addColorStop(0, 'rgb(255 255 255)')
  glow.addColorStop(0.25, 'rgb(255 30 30)')
  glow.addColorStop(0.45, 'rgb(255 0 0 / 75%)')
  glow.addColorStop(1, 'rgb(255 0 0 / 0%)')
  ink.fillStyle = glow
  ink.fillRect(x - radius, y - radius, 2 * radius, 2 * radius)
}

function paintPath(ink: CanvasRenderingContext2D, { tool, colour }: Pick<Drawing, 'tool' | 'colour'>, path: Path2D, line: number): void {
  ink.globalAlpha = tool === 'highlighter' ? SEE_THROUGH : 1
  if (line === 0) {
    ink.fillStyle = colour
    ink.fill(path)
  } else {
    ink.strokeStyle = colour
    ink.lineWidth = line
    ink.lineCap = ink.lineJoin = 'round'
    ink.stroke(path)
  }
  ink.globalAlpha = 1
}

function paintText(ink: CanvasRenderingContext2D, drawing: Drawing, ratio: number): void {
  const [x, y] = readPoints(drawing.points)[0] ?? [0, 0]
  const size = lineWidth(drawing)
  ink.fillStyle = drawing.colour
  ink.font = `${size}px ${FONT}`
  ink.textBaseline = 'middle'
  drawing.text.split('\n').forEach((line, at) => ink.fillText(line, x, y * ratio + (at + 0.5) * size * LINE_HEIGHT))
}
