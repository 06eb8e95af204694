/** Small documents and a server that has them, for the tests. */
import type { CoursewareDocument, CoursewareFile } from '@/api/courseware'

import { digestOf } from './digest'
import type { Shelf } from './files'

/** Each file has bytes of its own: equal files would be kept as one. */
function bytesOf(name: string, size: number): Uint8Array<ArrayBuffer> {
  const seed = [...name].reduce((sum, letter) => (sum * 33 + letter.charCodeAt(0)) % 9973, 7)
  return Uint8Array.from({ length: size }, (_, n) => (n * 31 + seed) % 251)
}

function file(document: string, name: string, bytes: number): CoursewareFile {
  return { name, bytes, sha256: `${document}-${name}`, type: name.endsWith('.mp4') ? 'video/mp4' : 'image/webp' }
}

function document(id: string, change: Partial<CoursewareDocument>): CoursewareDocument {
  const shape = { kind: 'slides', title: id, pages: 0, width: 1600, height: 900, duration_ms: null } as const
  return { id, ...shape, bytes: 0, state: 'ready', progress: 1, error: null, files: [], ...change }
}

/** A document of pages: a small picture of 10 bytes and a large one of 40 for each. */
export function slides(id: string, pages: number): CoursewareDocument {
  const names = Array.from({ length: pages }, (_, n) => `page-${String(n + 1).padStart(4, '0')}`)
  const files = names.flatMap((name) => [file(id, `${name}.webp`, 40), file(id, `${name}-small.webp`, 10)])
  return document(id, { pages, files: [...files, file(id, 'text.json', 2)] })
}

export function clip(id: string, bytes: number): CoursewareDocument {
  return document(id, { kind: 'video', duration_ms: 60_000, files: [file(id, 'clip.mp4', bytes)] })
}

/** A server with these documents, whose files have the right hashes; `asked` is what was read from it, in order. */
export class FakeShelf implements Shelf {
  readonly lesson = 'l'
  readonly asked: string[] = []
  /** Thrown by the next readings, one each. */
  troubles: Error[] = []
  /** Answers are held back until `go` is called. */
  gate: Promise<void> = Promise.resolve()
  spoiled = new Set<string>()

  private constructor(public documents: CoursewareDocument[]) {}

  static async with(...documents: CoursewareDocument[]): Promise<FakeShelf> {
    for (const { files } of documents) {
      for (const one of files) one.sha256 = await digestOf([new Blob([bytesOf(one.sha256, one.bytes)])])
    }
    return new FakeShelf(documents)
  }

  async list(): Promise<CoursewareDocument[]> {
    return this.documents
  }

  async read(id: string, name: string, signal?: AbortSignal, range?: readonly [number, number]): Promise<Blob> {
    this.asked.push(range ? `${name} ${range[0]}+${range[1]}` : name)
    await Promise.race([this.gate, aborted(signal)])
    const trouble = this.troubles.shift()
    if (trouble) throw trouble
    const size = this.documents.find((one) => one.id === id)?.files.find((one) => one.name === name)?.bytes ?? 0
    const bytes = bytesOf(this.spoiled.has(name) ? '?' : `${id}-${name}`, size)
    return new Blob([range ? bytes.slice(range[0], range[0] + range[1]) : bytes])
  }
}

function aborted(signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))
}
