/** What one draws oneself: sent while it is drawn, made a mark when the pen is lifted, undone and done again. */
import type { Drawing, Mark } from '@/protocol/messages'

import { Delivery, type Outlet } from './delivery'
import { writePoints, type Point } from './points'
import { Steps, type Step } from './steps'
import { Thinning } from './thinning'

export interface Style {
  tool: Drawing['tool']
  colour: string
  width: number
}

interface Stroke extends Style {
  surface: string
  stroke: number
  thinning: Thinning
  /** How many points were final when ink was sent last. */
  told: number
  toldAt: number
}

const INK_EVERY_MS = 90
/** While so many marks are unanswered the line is slow: ink would only delay them. */
const MOST_UNANSWERED = 3
/** What the server takes in one stroke, with some room. */
const MOST_POINTS = 2_900
/** What it takes in one message. */
const MOST_MARKS = 100

export class Author {
  readonly delivery: Delivery
  private current: Stroke | null = null
  private erasing: Step<Drawing> | null = null
  private readonly steps = new Map<string, Steps<Drawing>>()
  private number = 0
  private pointedAt = 0
  private isPointing = false

  constructor(
    private readonly lesson: Outlet,
    private readonly onChange: () => void,
  ) {
    this.delivery = new Delivery(lesson, onChange)
  }

  /** The stroke that is being drawn, with its points. */
  get stroke(): (Style & { surface: string; points: readonly Point[] }) | null {
    return this.current && { ...this.current, points: this.current.thinning.points }
  }

  /** `ratio` is the surface's height by its width. Nothing begins while too much waits for the line. */
  begin(surface: string, style: Style, point: Point, ratio: number, now: number): void {
    if (this.delivery.isFull) return
    const thinning = new Thinning(ratio)
    thinning.add(point)
    this.current = { ...style, surface, stroke: this.newNumber(now), thinning, told: 0, toldAt: now }
    this.onChange()
  }

  /** The pen goes on. A figure is drawn from where it began to here. */
  move(points: readonly Point[], now: number): void {
    const stroke = this.current
    if (!stroke) return
    if (isFree(stroke.tool)) points.forEach((point) => stroke.thinning.add(point))
    else stroke.thinning = figure(stroke.thinning, points.at(-1))
    if (now - stroke.toldAt >= INK_EVERY_MS) this.tellInk(stroke, now)
    this.onChange()
    // Too much for one mark: it goes on as another.
    if (stroke.thinning.settled >= MOST_POINTS) this.goOn(stroke, now)
  }

  /** The pen is lifted: what was drawn becomes a mark. */
  end(): void {
    const stroke = this.current
    this.current = null
    if (!stroke) return
    const { surface, thinning, tool, colour, width } = stroke
    // A figure without an extent was a slip of the hand.
    if (!isFree(tool) && thinning.points.length < 2) return this.takeBack(stroke)
    this.add(surface, { stroke: stroke.stroke, tool, colour, width, points: writePoints(thinning.points), text: '' })
  }

  /** What was begun is not meant: a palm, or another window came between. */
  cancel(): void {
    const stroke = this.current
    this.current = null
    if (stroke) this.takeBack(stroke)
  }

  write(surface: string, style: Style, [x, y]: Point, text: string, now: number): void {
    this.add(surface, { ...style, tool: 'text', stroke: this.newNumber(now), points: writePoints([[x, y]]), text })
  }

  /** Take marks away; what is taken until `endErasing` is undone in one go. */
  erase(surface: string, marks: readonly Mark[]): void {
    if (marks.length === 0) return
    this.erasing ??= { added: [], removed: [] }
    this.erasing.removed.push(...marks.map(drawingOf))
    for (let at = 0; at < marks.length; at += MOST_MARKS) void this.delivery.remove(surface, marks.slice(at, at + MOST_MARKS))
  }

  endErasing(surface: string): void {
    if (this.erasing) this.stepsOn(surface).note(this.erasing)
    this.erasing = null
    this.onChange()
  }

  canUndo(surface: string): boolean {
    return this.stepsOn(surface).canUndo || this.lastOwn(surface) !== undefined
  }

  canRedo(surface: string): boolean {
    return this.stepsOn(surface).canRedo
  }

  /** Undo what one did last here; after a reload, one's own last mark. */
  undo(surface: string): void {
    const steps = this.stepsOn(surface)
    const last = steps.canUndo ? undefined : this.lastOwn(surface)
    if (last) steps.note({ added: [last.stroke], removed: [] })
    steps.undo((step) => this.backwards(surface, step))
    this.onChange()
  }

  redo(surface: string): void {
    this.stepsOn(surface).redo((step) => this.backwards(surface, step))
    this.onChange()
  }

  /** Point at a place given in shares of the surface, or, with null, no longer. */
  point(surface: string, at: { x: number; y: number } | null, now: number): void {
    if (at ? now - this.pointedAt < INK_EVERY_MS : !this.isPointing) return
    this.pointedAt = now
    this.isPointing = at !== null
    this.lesson.send({ type: 'point', surface, x: at && rounded(at.x), y: at && rounded(at.y) })
  }

  private add(surface: string, drawing: Drawing): void {
    this.stepsOn(surface).note({ added: [drawing.stroke], removed: [] })
    this.delivery.add(surface, drawing)
  }

  /** Take away what the step added and add what it took away; the answer leads forward again. */
  private backwards(surface: string, step: Step<Drawing>): Step<Drawing> {
    const marks = step.added.map((stroke) => this.delivery.own(surface, stroke)).filter((mark) => mark !== undefined)
    const onTheWay = step.added.map((stroke) => this.delivery.takeBack(stroke)).filter((drawing) => drawing !== undefined)
    if (marks.length > 0) void this.delivery.remove(surface, marks)
    const again = step.removed.map((drawing) => ({ ...drawing, stroke: this.newNumber(drawing.stroke) }))
    again.forEach((drawing) => this.delivery.add(surface, drawing))
    return { added: again.map(({ stroke }) => stroke), removed: [...marks.map(drawingOf), ...onTheWay] }
  }

  private tellInk(stroke: Stroke, now: number): void {
    stroke.toldAt = now
    if (this.delivery.unanswered >= MOST_UNANSWERED) return
    const points = stroke.thinning.points.slice(stroke.told)
    this.lesson.send({ ...inkOf(stroke), start: stroke.told, points: writePoints(points), gone: false })
    stroke.told = isFree(stroke.tool) ? stroke.thinning.settled : 0
  }

  private takeBack(stroke: Stroke): void {
    this.lesson.send({ ...inkOf(stroke), start: 0, points: '2', gone: true })
    this.onChange()
  }

  private goOn(stroke: Stroke, now: number): void {
    const last = stroke.thinning.points.at(-1)
    this.end()
    if (last) this.begin(stroke.surface, stroke, last, stroke.thinning.ratio, now)
  }

  private stepsOn(surface: string): Steps<Drawing> {
    const steps = this.steps.get(surface) ?? new Steps<Drawing>()
    this.steps.set(surface, steps)
    return steps
  }

  private lastOwn(surface: string): Mark | undefined {
    const { room, member } = this.lesson.view
    const marks = room?.board.surfaces[surface]?.marks ?? []
    return marks.filter((mark) => mark.by === member && !this.delivery.hidden.has(mark.n)).at(-1)
  }

  /** Never one that was used before, also by an earlier page of the same person. */
  private newNumber(now: number): number {
    this.number = Math.max(this.number + 1, Math.round(now))
    return this.number
  }
}

function isFree(tool: Style['tool']): boolean {
  return tool === 'pen' || tool === 'highlighter'
}

function figure(from: Thinning, to: Point | undefined): Thinning {
  const drawn = new Thinning(from.ratio)
  for (const point of [from.points[0], to]) if (point) drawn.add([point[0], point[1]])
  return drawn
}

function inkOf({ surface, stroke, tool, colour, width }: Stroke) {
  return { type: 'ink', surface, stroke, tool, colour, width } as const
}

function drawingOf({ stroke, tool, colour, width, points, text }: Mark): Drawing {
  return { stroke, tool, colour, width, points, text }
}

function rounded(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 10_000
}
