/** Which views are on the screen and where each stands: all in 16:9, none covered. */

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** What people choose from; `auto` enlarges whatever is shown and whoever speaks. */
export const LAYOUTS = ['auto', 'one', 'pair', 'grid', 'stage', 'slides'] as const
export type Layout = (typeof LAYOUTS)[number]

/** What there is to choose views by, the most prominent first. */
export interface Scene {
  shown: readonly string[]
  /** The slides, board or screen that everybody sees now. */
  content: string | null
  /** Whoever has the stage. */
  stage: string | null
}

/** The views of a layout, the large one first. Where a layout finds nothing of its kind, the most prominent stands in. */
export function viewsFor(layout: Layout, { shown, content, stage }: Scene): string[] {
  const there = (views: (string | null)[]): string[] => views.filter((view) => view !== null && shown.includes(view)) as string[]
  if (layout === 'one') return shown.slice(0, 1)
  if (layout === 'pair') return shown.slice(0, 2)
  const chosen = layout === 'stage' ? there([content, stage]) : layout === 'slides' ? there([content]) : [...shown]
  return chosen.length > 0 ? chosen : shown.slice(0, 1)
}

const GAP = 12
const NARROW = 760
const NARROW_GAP = 6
const SHAPE = 16 / 9

/** Place a layout's views, in the order of `viewsFor`, as `arrange` does. `pair` is only for those with a large one. */
export function place(layout: Layout, count: number, width: number, height: number, pair = false, grows = false): Box[] {
  const even = layout === 'grid' || layout === 'pair'
  return even && count > 1 ? evenly(count, width, grows ? Infinity : height) : arrange(count, width, height, pair, grows)
}

/** All of one size, as large as they can be; below each other where the height is free. */
function evenly(count: number, width: number, height: number): Box[] {
  const columns = columnsFor(count, width, height)
  const rows = Math.ceil(count / columns)
  const tile = Math.min(tileIn(width, columns), tileIn(height, rows) * SHAPE)
  const top = height === Infinity ? 0 : (height - rows * (tile / SHAPE + GAP) + GAP) / 2
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = row === rows - 1 ? count - row * columns : columns
    const left = (width - inRow * (tile + GAP) + GAP) / 2 + (index % columns) * (tile + GAP)
    return { left, top: top + row * (tile / SHAPE + GAP), width: tile, height: tile / SHAPE }
  })
}

const tileIn = (length: number, count: number): number => (length - GAP * (count - 1)) / count

function columnsFor(count: number, width: number, height: number): number {
  if (height === Infinity) return count > 2 ? 2 : 1
  const size = (columns: number) => Math.min(tileIn(width, columns), tileIn(height, Math.ceil(count / columns)) * SHAPE)
  const all = Array.from({ length: count }, (_, index) => index + 1)
  return all.reduce((best, columns) => (size(columns) > size(best) ? columns : best), 1)
}

/**
 * Place `count` views in an area of `width` x `height` pixels, the large one first.
 *
 * With `pair` the second view is more important than the rest (a teacher beside
 * the shared screen). In a narrow area the views stand below each other, if there is
 * room for it; with `grows` they may need more height than given.
 */
export function arrange(count: number, width: number, height: number, pair = false, grows = false): Box[] {
  if (count <= 0) return []
  if (count === 1) return [fit({ left: 0, top: 0, width, height: grows ? width / SHAPE : height })]
  const below = width < NARROW ? stacked(count, width) : []
  return below.length > 0 && (grows || heightOf(below) <= height) ? below : beside(count, width, height, pair)
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

/** The others in rows of up to four: what lies below the views must stay in reach. */
function stacked(count: number, width: number): Box[] {
  const main = { left: 0, top: 0, width, height: width / SHAPE }
  const across = Math.min(Math.max(count - 1, 2), 4)
  const tile = (width - NARROW_GAP * (across - 1)) / across
  const sides = Array.from({ length: count - 1 }, (_, index) => ({
    left: (index % across) * (tile + NARROW_GAP),
    top: main.height + NARROW_GAP + Math.floor(index / across) * (tile / SHAPE + NARROW_GAP),
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
