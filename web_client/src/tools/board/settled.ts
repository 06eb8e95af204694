/** The layer of finished marks: what comes is painted over the rest, and what goes costs only the place where it was. */
import type { Mark } from '@/protocol/messages'

import { overlap, union, type Box } from './extent'

/** What the layer paints with; `clear` empties a box, or with null everything. */
export interface Brush {
  paint(mark: Mark): void
  boxOf(mark: Mark): Box
  clear(box: Box | null): void
  /** Paint only inside of the box until `release`. */
  confine(box: Box): void
  release(): void
}

/** Where more than this many marks have gone at once, everything is painted anew. */
const MANY = 40

export class SettledLayer {
  private painted: readonly Mark[] = []

  constructor(private readonly brush: Brush) {}

  /** The canvas is another size, or empty again. */
  reset(): void {
    this.painted = []
  }

  show(marks: readonly Mark[]): void {
    if (marks === this.painted) return
    const wanted = new Set(marks)
    const gone = this.painted.filter((mark) => !wanted.has(mark))
    const known = new Set(this.painted)
    const come = marks.filter((mark) => !known.has(mark))
    // What comes lies over everything else, unless it was only hidden for a while.
    const isOnTop = marks.slice(marks.length - come.length).every((mark) => !known.has(mark))
    if (gone.length > MANY || !isOnTop) this.paintAll(marks)
    else {
      const staying = marks.slice(0, marks.length - come.length)
      if (gone.length > 0) this.paintAround(union(gone.map((mark) => this.brush.boxOf(mark))), staying)
      come.forEach((mark) => this.brush.paint(mark))
    }
    this.painted = marks
  }

  private paintAll(marks: readonly Mark[]): void {
    this.brush.clear(null)
    marks.forEach((mark) => this.brush.paint(mark))
  }

  private paintAround(box: Box, marks: readonly Mark[]): void {
    this.brush.confine(box)
    this.brush.clear(box)
    for (const mark of marks) if (overlap(box, this.brush.boxOf(mark))) this.brush.paint(mark)
    this.brush.release()
  }
}
