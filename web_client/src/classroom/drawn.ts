/**
 * Knows how many pixels high a page draws each source, so that nobody sends more than is seen.
 */

/** A height is told in steps of so many pixels up to each of these: a page that is a little larger needs no other picture. */
const GRAINS: readonly (readonly [upTo: number, grain: number])[] = [
  [360, 30],
  [720, 60],
]
const LARGEST_GRAIN = 120

/** All places of one page that draw a picture; the largest of a source counts. */
export class Drawn {
  private readonly places = new Map<symbol, { source: string; height: number }>()
  private hidden = false

  constructor(private readonly changed: () => void) {}

  /** A place draws a source `height` pixels high, 0 where it is hidden; `null` takes the place away. */
  set(place: symbol, source: string | null, height: number): void {
    if (source === null) this.places.delete(place)
    else this.places.set(place, { source, height: stepOf(height) })
    this.changed()
  }

  /** The whole page is hidden, or seen again. */
  hide(hidden: boolean): void {
    this.hidden = hidden
    this.changed()
  }

  /** How high each of these sources is drawn; 0 where nothing draws it. */
  heights(sources: readonly string[]): Record<string, number> {
    return Object.fromEntries(sources.map((source) => [source, this.hidden ? 0 : this.highest(source)]))
  }

  private highest(source: string): number {
    const heights = [...this.places.values()].filter((place) => place.source === source).map((place) => place.height)
    return Math.max(0, ...heights)
  }
}

/** The height of a picture of the given size inside an element, in the element's pixels. */
export function pictureHeight(element: Size, picture: Size, cover: boolean): number {
  const aspect = picture.height > 0 ? picture.width / picture.height : 16 / 9
  const byWidth = element.width / aspect
  return cover ? Math.max(element.height, byWidth) : Math.min(element.height, byWidth)
}

export interface Size {
  width: number
  height: number
}

export function sameHeights(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

function stepOf(height: number): number {
  if (height < 1) return 0
  const grain = GRAINS.find(([upTo]) => height <= upTo)?.[1] ?? LARGEST_GRAIN
  return Math.ceil(height / grain) * grain
}
