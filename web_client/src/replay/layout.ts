/** Where each view stands: one large, the others beside or below it, all in 16:9, none covered. */

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

const GAP = 12
const NARROW = 760
const SHAPE = 16 / 9

/**
 * Place `count` views in an area of `width` x `height` pixels, the large one first.
 *
 * With `pair` the second view is more important than the rest (a teacher beside
 * the shared screen). On a narrow screen the views stand below each other and
 * may need more height than given.
 */
export function arrange(count: number, width: number, height: number, pair = false): Box[] {
  if (count <= 0) return []
  if (count === 1) return [fit({ left: 0, top: 0, width, height: width < NARROW ? width / SHAPE : height })]
  return width < NARROW ? stacked(count, width) : beside(count, width, height, pair)
}

/** The height that the boxes need. */
export function heightOf(boxes: readonly Box[]): number {
  return Math.max(0, ...boxes.map((box) => box.top + box.height))
}

function fit(area: Box): Box {
  const width = Math.min(area.width, area.height * SHAPE)
  const height = width / SHAPE
  return { left: area.left + (area.width - width) / 2, top: area.top + (area.height - height) / 2, width, height }
}

function stacked(count: number, width: number): Box[] {
  const main = { left: 0, top: 0, width, height: width / SHAPE }
  const tile = (width - GAP) / 2
  const sides = Array.from({ length: count - 1 }, (_, index) => ({
    left: (index % 2) * (tile + GAP),
    top: main.height + GAP + Math.floor(index / 2) * (tile / SHAPE + GAP),
    width: tile,
    height: tile / SHAPE,
  }))
  return [main, ...sides]
}

function beside(count: number, width: number, height: number, pair: boolean): Box[] {
  const column = columnWidth(count - 1, width, height, pair)
  const main = fit({ left: 0, top: 0, width: width - column - GAP, height })
  main.top = 0
  const sides = grid(count - 1, column, height, pair).map((box) => ({ ...box, left: box.left + main.left + main.width + GAP }))
  return [main, ...sides]
}

/** As wide as the large view leaves free, so that nothing is lost to black bars. */
function columnWidth(sides: number, width: number, height: number, pair: boolean): number {
  const free = width - GAP - height * SHAPE
  const least = width * (pair || sides > 3 ? 0.26 : 0.2)
  return Math.min(Math.max(free, least), width * 0.36)
}

function grid(count: number, column: number, height: number, pair: boolean): Box[] {
  const lead = pair ? 1 : 0
  const leadHeight = pair ? column / SHAPE + GAP : 0
  for (let across = 1; ; across += 1) {
    const tile = (column - GAP * (across - 1)) / across
    const rows = Math.ceil((count - lead) / across)
    if (leadHeight + rows * (tile / SHAPE + GAP) - GAP > height && across < 4) continue
    return Array.from({ length: count }, (_, index) => {
      if (index < lead) return { left: 0, top: 0, width: column, height: column / SHAPE }
      const cell = index - lead
      const top = leadHeight + Math.floor(cell / across) * (tile / SHAPE + GAP)
      return { left: (cell % across) * (tile + GAP), top, width: tile, height: tile / SHAPE }
    })
  }
}
