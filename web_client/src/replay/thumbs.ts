/** Small pictures of moments: which sheet has them, and where on it. */

/** As the server tells it: sheets of `columns` tiles in a row, `width` by `height` pixels each; `tiles` are lesson times in ms. */
export interface ThumbnailIndex {
  state: 'ready' | 'waiting' | 'running' | 'failed' | 'cancelled' | 'later'
  width: number
  height: number
  columns: number
  sources: { source: string; sheets: { name: string; tiles: number[] }[] }[]
}

/** One tile on its sheet. */
export interface Tile {
  sheet: string
  column: number
  row: number
  /** Of the whole sheet, in tiles. */
  columns: number
  rows: number
  /** Height over width. */
  shape: number
}

/** A picture from longer ago shows something else. */
const LONGEST_S = 30

/** The picture of the first of these sources that has one for the moment (lesson seconds), or null. */
export function tileAt(index: ThumbnailIndex, sources: readonly string[], position: number): Tile | null {
  for (const source of sources) {
    const tile = tileOf(index, source, position * 1000)
    if (tile) return tile
  }
  return null
}

function tileOf(index: ThumbnailIndex, source: string, ms: number): Tile | null {
  let best: Tile | null = null
  let nearest = LONGEST_S * 1000
  for (const { name, tiles } of index.sources.find((one) => one.source === source)?.sheets ?? []) {
    tiles.forEach((at, number) => {
      const away = Math.abs(at - ms)
      if (away > nearest) return
      nearest = away
      const { columns, width, height } = index
      best = { sheet: name, column: number % columns, row: Math.floor(number / columns), columns, rows: Math.ceil(tiles.length / columns), shape: height / width }
    })
  }
  return best
}

/** The tile as the background of a box that is `width` pixels wide; `address` is the sheet's. */
export function tileStyle(tile: Tile, address: string, width: number): Record<string, string> {
  const height = width * tile.shape
  return {
    height: `${height}px`,
    backgroundImage: `url("${address}")`,
    backgroundSize: `${tile.columns * width}px ${tile.rows * height}px`,
    backgroundPosition: `${-tile.column * width}px ${-tile.row * height}px`,
  }
}
