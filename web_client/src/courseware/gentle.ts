/**
 * Fetches a file beside a running lesson: slice by slice, each so small that sound and picture hardly wait for it.
 *
 * A download at full speed fills the queue before the line, and the server takes the line for a thinner one.
 */

/** Answers `bytes` of a file from `first` on. */
export type ReadSlice = (range: readonly [first: number, bytes: number]) => Promise<Blob>

const SMALLEST_BYTES = 4096
const LARGEST_BYTES = 512 * 1024
/** A slice may occupy the line for so long, and is worth its request from so long on. */
const LONGEST_MS = 60
const SHORTEST_MS = 25
/** After each slice the line rests for so many times what that took. */
const RESTS = 3
/** What a request takes on a free line may have become more. */
const FORGOTTEN = 1.001

export class Gentle {
  private slice = SMALLEST_BYTES
  /** What a request takes by itself: the round trip and the server's time, in ms. */
  private free = Infinity
  /** What has come of a piece that was broken off. */
  private begun: { key: string; slices: Blob[] } = { key: '', slices: [] }

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The bytes of the piece of this name; it goes on where it was broken off. Throws what `read` throws, or what the signal says. */
  async read(key: string, first: number, bytes: number, read: ReadSlice, signal?: AbortSignal): Promise<Blob> {
    if (this.begun.key !== key) this.begun = { key, slices: [] }
    const { slices } = this.begun
    for (let at = sizeOf(slices); at < bytes; at = sizeOf(slices)) {
      const size = Math.min(this.slice, bytes - at)
      const began = this.now()
      slices.push(await read([first + at, size]))
      const took = this.now() - began
      this.adapt(size, took)
      await rest(RESTS * took, signal)
      if (sizeOf(slices) <= at) break
    }
    this.begun = { key: '', slices: [] }
    return new Blob(slices)
  }

  private adapt(size: number, took: number): void {
    this.free = Math.min(this.free * FORGOTTEN, took)
    const busy = took - this.free
    if (busy > LONGEST_MS) this.slice = Math.max(SMALLEST_BYTES, Math.floor(this.slice / 2))
    else if (busy < SHORTEST_MS && size === this.slice) this.slice = Math.min(LARGEST_BYTES, Math.floor(this.slice * 1.5))
  }
}

const sizeOf = (slices: readonly Blob[]): number => slices.reduce((sum, { size }) => sum + size, 0)

function rest(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
