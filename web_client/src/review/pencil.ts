/** Draws one mark after the other on the picture of a view; what is finished is part of a comment. */
import type { Drawing } from '@/protocol/messages'
import type { Style } from '@/tools/board/author'
import { writePoints, type Point } from '@/tools/board/points'
import { Thinning } from '@/tools/board/thinning'

/** What the server takes in one mark, with some room, and in one drawing. */
const MOST_POINTS = 2_900
export const MOST_MARKS = 100

export class Pencil {
  private thinning: Thinning | null = null
  private number = 0

  constructor(
    readonly style: Style,
    private readonly ratio: number,
  ) {}

  /** The stroke under way; empty while nothing is drawn. */
  get points(): readonly Point[] {
    return this.thinning?.points ?? []
  }

  begin(point: Point): void {
    this.thinning = new Thinning(this.ratio)
    this.thinning.add(point)
  }

  /** A pen goes on along the points; a figure goes from where it began to the last of them. */
  move(points: readonly Point[]): void {
    const [first] = this.points
    const last = points.at(-1)
    if (!this.thinning || !first || !last || this.thinning.settled >= MOST_POINTS) return
    if (this.isFree) return points.forEach((point) => this.thinning?.add(point))
    this.begin(first)
    this.thinning.add(last)
  }

  /** The mark, when the pen is lifted; null for a figure without an extent. `now` is Unix ms. */
  end(now: number): Drawing | null {
    const points = this.points
    this.thinning = null
    if (points.length < (this.isFree ? 1 : 2)) return null
    this.number = Math.max(this.number + 1, now)
    const { tool, colour, width } = this.style
    return { stroke: this.number, tool, colour, width, points: writePoints(points), text: '' }
  }

  cancel(): void {
    this.thinning = null
  }

  private get isFree(): boolean {
    return this.style.tool === 'pen' || this.style.tool === 'highlighter'
  }
}
