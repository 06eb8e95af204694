/** Says in which order a lesson's files are fetched, in pieces small enough to be lost. */
import type { CoursewareDocument, CoursewareFile } from '@/api/courseware'

/** A clip is fetched in parts: what a break costs on a slow line. */
export const PART_BYTES = 1024 * 1024

/** The smallest thing that is fetched and kept: a whole file, or a part of a clip. */
export interface Piece {
  /** Name in the store: the hash of the file's content, for a part with its number. */
  key: string
  document: string
  file: CoursewareFile
  from: number
  bytes: number
  whole: boolean
}

/** What a screen can do without longest comes last. */
const RANKS: readonly [pattern: RegExp, rank: number][] = [
  [/^text\.json$/, 0],
  [/-small\.webp$|^poster\./, 1],
  [/\.webp$/, 2],
]
const CLIP_RANK = 3

/** Every piece of the ready documents, in the order in which they are fetched: small pages of all, large ones, clips. */
export function piecesOf(documents: readonly CoursewareDocument[]): Piece[] {
  const files = documents.flatMap((document, index) => document.files.map((file) => ({ document, file, index })))
  files.sort((a, b) => rankOf(a.file) - rankOf(b.file) || a.index - b.index || (a.file.name < b.file.name ? -1 : 1))
  return files.flatMap(({ document, file }) => partsOf(document.id, file))
}

/** One file's pieces: a page is fetched whole, a clip in parts. */
export function partsOf(document: string, file: CoursewareFile): Piece[] {
  const { sha256, bytes } = file
  if (!isClip(file)) return [{ key: sha256, document, file, from: 0, bytes, whole: true }]
  const count = Math.ceil(bytes / PART_BYTES)
  return Array.from({ length: count }, (_, n) => {
    const from = n * PART_BYTES
    return { key: `${sha256}/${n}`, document, file, from, bytes: Math.min(PART_BYTES, bytes - from), whole: false }
  })
}

export function isClip(file: CoursewareFile): boolean {
  return rankOf(file) === CLIP_RANK
}

/** Which share of each document (0 to 1) is here, by bytes. */
export function sharesOf(pieces: readonly Piece[], has: (key: string) => boolean): Record<string, number> {
  const sums = new Map<string, { here: number; all: number }>()
  for (const { document, key, bytes } of pieces) {
    const sum = sums.get(document) ?? { here: 0, all: 0 }
    sums.set(document, { here: sum.here + (has(key) ? bytes : 0), all: sum.all + bytes })
  }
  return Object.fromEntries([...sums].map(([document, { here, all }]) => [document, all > 0 ? here / all : 1]))
}

function rankOf(file: CoursewareFile): number {
  return RANKS.find(([pattern]) => pattern.test(file.name))?.[1] ?? CLIP_RANK
}
