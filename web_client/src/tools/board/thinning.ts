/**
 * Leaves out, while a stroke is drawn, the points that a line through the others passes anyway.
 *
 * What has been kept stays as it is, so that it can be sent at once; only the tip still moves.
 */
import type { Point } from './points'

/** Nobody sees less than this many steps: two thirds of a pixel of 1920. */
const TOLERANCE = 2.8
const PRESSURE_TOLERANCE = 2
/** A long straight line keeps a point now and then all the same: looking back must stay cheap. */
const MOST_SKIPPED = 40

export class Thinning {
  private readonly kept: Point[] = []
  private skipped: Point[] = []

  /** `ratio` is the surface's height by its width: steps are longer one way than the other. */
  constructor(readonly ratio: number) {}

  /** The points so far; all but the last are final. */
  get points(): Point[] {
    const tip = this.skipped.at(-1)
    return tip ? [...this.kept, tip] : this.kept
  }

  /** How many points are final. */
  get settled(): number {
    return this.kept.length
  }

  add(point: Point): void {
    const anchor = this.kept.at(-1)
    const last = this.skipped.at(-1) ?? anchor
    if (!anchor || !last) {
      this.kept.push(point)
      return
    }
    if (point[0] === last[0] && point[1] === last[1]) return
    if (this.skipped.length >= MOST_SKIPPED || !this.skipped.every((each) => this.isOnTheWay(anchor, each, point))) {
      this.kept.push(last)
      this.skipped = []
    }
    this.skipped.push(point)
  }

  private isOnTheWay(from: Point, point: Point, to: Point): boolean {
    const [dx, dy] = [to[0] - from[0], (to[1] - from[1]) * this.ratio]
    const [px, py] = [point[0] - from[0], (point[1] - from[1]) * this.ratio]
    const length = dx * dx + dy * dy
    const share = length ? Math.min(1, Math.max(0, (px * dx + py * dy) / length)) : 0
    const pressed = (from[2] ?? 0) + ((to[2] ?? 0) - (from[2] ?? 0)) * share
    const isPressedAlike = Math.abs((point[2] ?? 0) - pressed) <= PRESSURE_TOLERANCE
    return isPressedAlike && (px - dx * share) ** 2 + (py - dy * share) ** 2 <= TOLERANCE ** 2
  }
}
