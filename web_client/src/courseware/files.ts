/**
 * One lesson's courseware as this page has it: what is kept on the device, and what is fetched when it is needed.
 */
import type { CoursewareDocument, CoursewareFile } from '@/api/courseware'

import type { Gentle } from './gentle'
import { isClip, partsOf, piecesOf, sharesOf, type Piece } from './pieces'
import type { Store } from './store'

/** What the server gives. `read` takes `[first, bytes]` for a part of a file. */
export interface Shelf {
  /** Of which lesson. */
  readonly lesson: string
  list(): Promise<CoursewareDocument[]>
  read(document: string, name: string, signal?: AbortSignal, range?: readonly [number, number]): Promise<Blob>
}

/** The hash of what came is not that of the file. */
export class Damaged extends Error {}

/** The document or the file is not, or no longer, among those of the lesson. */
export class NoSuchFile extends Error {}

/** A part of a clip that says that all the others were checked. */
const CHECKED = 'checked'
/** Bytes that come differently so often are not asked for again on this page. */
const MOST_DAMAGES = 3

/** Call `open` first; `changed` is called whenever there is more to show. */
export class LessonFiles {
  documents: readonly CoursewareDocument[] = []
  private held = new Set<string>()
  private readonly damages = new Map<string, number>()
  private readonly fetching = new Map<string, { blob: Promise<Blob>; signal: AbortSignal | undefined }>()
  private readonly unknown = new Set<string>()
  private readonly listeners = new Set<() => void>()
  private local: Promise<void> | null = null
  private opened: Promise<void> | null = null
  /** Called before something is fetched that a screen waits for. */
  beforeUrgent: () => void = () => undefined

  constructor(
    private readonly shelf: Shelf,
    private readonly store: Store,
    private readonly digest: (pieces: AsyncIterable<Blob> | Iterable<Blob>) => Promise<string>,
  ) {}

  /** Know what is kept and, as far as it was kept too, what there is: without any request. */
  recall(): Promise<void> {
    this.local ??= this.remember()
    return this.local
  }

  /** Know what is kept, and what the server has. Throws `ApiError`; then call it again. */
  open(): Promise<void> {
    this.opened ??= this.begin().catch((error: unknown) => {
      this.opened = null
      throw error
    })
    return this.opened
  }

  /** Hear of every change; returns the way to stop. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Ask the server again which documents there are. Throws `ApiError`. */
  async refresh(): Promise<void> {
    if (this.opened) await this.list()
    else await this.open()
  }

  /** What is not here yet, in the order in which it is wanted. */
  missing(): Piece[] {
    return this.pieces().filter(({ key, file }) => !this.held.has(key) && (this.damages.get(file.sha256) ?? 0) < MOST_DAMAGES)
  }

  /** Which share of each document is here, 0 to 1. */
  shares(): Record<string, number> {
    return sharesOf(this.pieces(), (key) => this.held.has(key))
  }

  /** Whether a page or a poster is here already. */
  has(document: string, name: string): boolean {
    const file = this.find(document, name)
    return file !== undefined && this.held.has(file.sha256)
  }

  /**
   * A file that a screen wants now: kept, or fetched before everything else.
   *
   * Throws `ApiError`, `NoSuchFile` or `Damaged`.
   */
  async file(document: string, name: string): Promise<Blob> {
    await this.recall()
    if (!this.isListed(document)) return this.unlisted(document, name)
    const file = this.find(document, name)
    if (!file) throw new NoSuchFile(`${document}/${name}`)
    const kept = this.held.has(file.sha256) ? await this.store.read(file.sha256) : null
    if (kept) return kept
    this.held.delete(file.sha256)
    this.beforeUrgent()
    const [piece] = partsOf(document, file)
    if (!piece?.whole) throw new NoSuchFile(`${name} is fetched in parts`)
    return this.fetch(piece)
  }

  /** What stands on each page, in their order; nothing where the document has no text. Throws as `file` does. */
  async texts(document: string): Promise<string[]> {
    await this.recall()
    if (this.isListed(document) && !this.find(document, 'text.json')) return []
    const { pages } = JSON.parse(await (await this.file(document, 'text.json')).text()) as { pages: string[] }
    return pages
  }

  /** The whole clip from this device, or `null` while some of it is missing. */
  async clip(document: string): Promise<Blob | null> {
    await this.recall()
    const file = this.clipFile(document)
    if (!file || !this.held.has(`${file.sha256}/${CHECKED}`)) return null
    const parts = await this.partsKept(document, file)
    return parts && new Blob(parts, { type: file.type })
  }

  /** The file in which a document's sound or film lies. */
  clipFile(document: string): CoursewareFile | undefined {
    return this.documents.find(({ id }) => id === document)?.files.find(isClip)
  }

  /**
   * Fetch a piece and keep it, at once or, beside a lesson, gently.
   *
   * Throws `ApiError`, `Damaged`, `StoreFull`, or what the signal says.
   */
  async fetch(piece: Piece, signal?: AbortSignal, gentle?: Gentle): Promise<Blob> {
    const { key } = piece
    const under = this.fetching.get(key)
    // What was broken off, so that a screen need not wait, is of no use to that screen.
    if (under && !under.signal?.aborted) return under.blob
    const blob = this.fetchAnew(piece, signal, gentle).finally(() => {
      if (this.fetching.get(key)?.blob === blob) this.fetching.delete(key)
    })
    this.fetching.set(key, { blob, signal })
    return blob
  }

  private async begin(): Promise<void> {
    await this.recall()
    await this.list()
  }

  private async list(): Promise<void> {
    this.documents = await this.shelf.list()
    this.changed()
    // A device that has no room even for this asks anew at its next start.
    await this.store.write(this.listKey, new Blob([JSON.stringify(this.documents)])).catch(() => undefined)
  }

  private async remember(): Promise<void> {
    this.held = await this.store.keys()
    const list = this.held.has(this.listKey) ? await this.store.read(this.listKey) : null
    if (list && this.documents.length === 0) this.documents = JSON.parse(await list.text()) as CoursewareDocument[]
  }

  private get listKey(): string {
    return `list/${this.shelf.lesson}`
  }

  private async fetchAnew(piece: Piece, signal?: AbortSignal, gentle?: Gentle): Promise<Blob> {
    const { key, document, file, from, bytes, whole } = piece
    const read = (range?: readonly [number, number]): Promise<Blob> => this.shelf.read(document, file.name, signal, range)
    const blob = gentle ? await gentle.read(key, from, bytes, read, signal) : await read(whole ? undefined : [from, bytes])
    if (blob.size !== bytes || (whole && (await this.digest([blob])) !== file.sha256)) this.damaged(file, [])
    await this.store.write(piece.key, blob)
    this.held.add(piece.key)
    if (!whole) await this.check(document, file)
    this.changed()
    return blob
  }

  /** With its last part a clip is checked as a whole. */
  private async check(document: string, file: CoursewareFile): Promise<void> {
    const parts = partsOf(document, file)
    if (!parts.every(({ key }) => this.held.has(key))) return
    if ((await this.digest(this.readAll(parts))) !== file.sha256) this.damaged(file, parts)
    await this.store.write(`${file.sha256}/${CHECKED}`, new Blob(['1']))
    this.held.add(`${file.sha256}/${CHECKED}`)
  }

  private async *readAll(parts: readonly Piece[]): AsyncIterable<Blob> {
    for (const { key } of parts) yield (await this.store.read(key)) ?? new Blob()
  }

  private async partsKept(document: string, file: CoursewareFile): Promise<Blob[] | null> {
    const parts = partsOf(document, file)
    const kept = await Promise.all(parts.map(({ key }) => this.store.read(key)))
    const lost = parts.filter((_, n) => !kept[n]).map(({ key }) => key)
    if (lost.length === 0) return kept as Blob[]
    // The browser has dropped something: it is fetched again.
    for (const key of [...lost, `${file.sha256}/${CHECKED}`]) this.held.delete(key)
    this.changed()
    return null
  }

  private damaged(file: CoursewareFile, parts: readonly Piece[]): never {
    this.damages.set(file.sha256, (this.damages.get(file.sha256) ?? 0) + 1)
    parts.forEach(({ key }) => this.held.delete(key))
    void this.store.forget(parts.map(({ key }) => key))
    throw new Damaged(file.name)
  }

  private isListed(document: string): boolean {
    return this.documents.some(({ id, files }) => id === document && files.length > 0)
  }

  /**
   * A document that is shown before the list with it has come, or that was removed in the lesson which is replayed.
   *
   * The list of a large document is long: a screen does not wait for it.
   */
  private unlisted(document: string, name: string): Promise<Blob> {
    if (!this.unknown.has(document)) void this.refresh().catch(() => undefined)
    this.unknown.add(document)
    return this.shelf.read(document, name)
  }

  private find(document: string, name: string): CoursewareFile | undefined {
    return this.documents.find(({ id }) => id === document)?.files.find((file) => file.name === name)
  }

  private pieces(): Piece[] {
    return piecesOf(this.documents.filter(({ state }) => state === 'ready'))
  }

  private changed(): void {
    this.listeners.forEach((listener) => listener())
  }
}
