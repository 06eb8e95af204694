/**
 * Presses that the server may not have counted yet; they outlive a reload and a dead line.
 *
 * Of each question only the last press is kept: an earlier one has been thought better of.
 */
import type { Press } from './api'

export interface Kept extends Press {
  state: 'waiting' | 'counted' | 'refused'
  /** Why it was refused, in words. */
  why: string
}

/** More questions than one lesson has at a time; the oldest goes. */
const MOST = 8

export interface Shelf {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

export class Outbox {
  private presses: Kept[]

  constructor(
    private readonly shelf: Shelf,
    private readonly name: string,
  ) {
    this.presses = this.read()
  }

  /** The press for a question, whatever became of it. */
  of(question: string): Kept | null {
    return this.presses.find((press) => press.question === question) ?? null
  }

  /** The oldest press that is not sent yet. */
  get next(): Kept | null {
    return this.presses.find((press) => press.state === 'waiting') ?? null
  }

  put(press: Press): void {
    const others = this.presses.filter((each) => each.question !== press.question)
    this.presses = [...others, { ...press, state: 'waiting' as const, why: '' }].slice(-MOST)
    this.write()
  }

  /** What became of the press with that key, unless another has taken its place meanwhile. */
  settle(key: string, state: Kept['state'], why = ''): void {
    this.presses = this.presses.map((press) => (press.key === key ? { ...press, state, why } : press))
    this.write()
  }

  /** The server may have forgotten what it had counted of this question: send it again. */
  doubt(question: string): void {
    this.presses = this.presses.map((press) =>
      press.question === question && press.state === 'counted' ? { ...press, state: 'waiting' as const } : press,
    )
    this.write()
  }

  private read(): Kept[] {
    try {
      const kept: unknown = JSON.parse(this.shelf.getItem(this.name) ?? '[]')
      return Array.isArray(kept) ? (kept as Kept[]) : []
    } catch {
      return []
    }
  }

  private write(): void {
    try {
      this.shelf.setItem(this.name, JSON.stringify(this.presses))
    } catch {
      // A phone without room for it keeps the presses until the page is closed.
    }
  }
}
