/** Which picture of a page a screen draws: what is here at once, and the better one as soon as it has come. */
import type { LessonFiles } from './files'

/** The small picture of a page is so many pixels wide; a box that is not wider needs no other. */
export const SMALL_WIDTH = 960

export type Size = 'small' | 'large'

export function pageName(page: number, size: Size): string {
  return `page-${String(page).padStart(4, '0')}${size === 'small' ? '-small' : ''}.webp`
}

/** The sizes to draw one after the other in a box of `width` device pixels: what is kept comes first, what is needed last. */
export function sizesFor(files: Pick<LessonFiles, 'has'>, document: string, page: number, width: number): Size[] {
  if (width <= SMALL_WIDTH) return ['small']
  return files.has(document, pageName(page, 'large')) ? ['large'] : ['small', 'large']
}

/** A picture that is decoded already, so that it appears without a flash. */
export interface Decoded {
  element: HTMLImageElement
  width: number
  height: number
}

/** Pictures that were decoded lately; so many pages lie ready. */
const READY = 8

/** Decodes pages and keeps the last of them; call `close` when they are drawn no more. */
export class PagePictures {
  private readonly ready = new Map<string, Promise<Decoded>>()

  constructor(
    private readonly files: LessonFiles,
    private readonly decode: (blob: Blob) => Promise<Decoded>,
    private readonly drop: (picture: Decoded) => void,
  ) {}

  /** A page's picture; throws what fetching throws, and is tried anew the next time. */
  get(document: string, page: number, size: Size): Promise<Decoded> {
    const name = pageName(page, size)
    const key = `${document}/${name}`
    const picture = this.ready.get(key) ?? this.files.file(document, name).then(this.decode)
    // What was asked for last is dropped last.
    this.ready.delete(key)
    this.ready.set(key, picture)
    picture.catch(() => this.ready.delete(key))
    this.dropOldest()
    return picture
  }

  close(): void {
    for (const key of [...this.ready.keys()]) this.forget(key)
  }

  private dropOldest(): void {
    for (const key of [...this.ready.keys()].slice(0, -READY)) this.forget(key)
  }

  private forget(key: string): void {
    this.ready.get(key)?.then(this.drop, () => undefined)
    this.ready.delete(key)
  }
}

/** Decode a picture in the browser. */
export async function decodeImage(blob: Blob): Promise<Decoded> {
  const element = new Image()
  element.src = URL.createObjectURL(blob)
  element.decoding = 'sync'
  await element.decode()
  return { element, width: element.naturalWidth, height: element.naturalHeight }
}

export function dropImage({ element }: Decoded): void {
  // One that is still drawn stays until it is taken away: only its address goes.
  URL.revokeObjectURL(element.src)
}
