/** Carries out the plan for one SourceBuffer: fetch a batch, append it, remove what is far away. */
import { lengthen, timescaleOf } from './boxes'
import type { Take } from './manifest'
import { nextStep, ROOMY, TIGHT, type Limits, type Step } from './plan'
import { OFFSET_STEP_S, type Refusals } from './refusals'
import { mimeOf, type Fragment } from './takes'

/** Reads bytes of a take's file. */
export type ReadBytes = (take: Take, offset: number, size: number, signal: AbortSignal) => Promise<ArrayBuffer>
/** Reads a take's initialisation segment. */
export type ReadInit = (take: Take, signal: AbortSignal) => Promise<ArrayBuffer>

const RETRY_MS = 1500
/** A piece that begins no later than this behind the play head is what is wanted first. */
const NEAR_S = 2

/** A piece that the browser could not read; after it the element is of no use any more. */
class Refused extends Error {}

/** A batch on its way. */
interface Reading {
  batch: readonly Fragment[]
  stop: AbortController
}

export class Feeder {
  private fragments: readonly Fragment[] = []
  private position = 0
  private readonly keys = new Set<string>()
  private last: string | null = null
  private take: Take | null = null
  private timescale: number | null = null
  private limits: Limits = ROOMY
  private running = false
  private closed = false
  private reading: Reading | null = null

  constructor(
    private readonly buffer: SourceBuffer,
    private mime: string,
    private readonly readBytes: ReadBytes,
    private readonly readInit: ReadInit,
    private readonly failed: (error: unknown) => void,
    private readonly refusals: Refusals,
  ) {}

  /** Tell where the play head is and what there is to play; the rest goes by itself. */
  pump(fragments: readonly Fragment[], position: number): void {
    const jumped = Math.abs(position - this.position) > 2
    this.fragments = fragments
    this.position = position
    if (jumped) {
      this.reconcile()
      this.leaveReading()
    }
    if (!this.running && nextStep(fragments, this.held, position, this.limits)) void this.run()
  }

  close(): void {
    this.closed = true
    this.reading?.stop.abort()
  }

  private get held(): { keys: ReadonlySet<string>; last: string | null } {
    return { keys: this.keys, last: this.last }
  }

  /** What is on its way to a place that was left would only keep from the line what is wanted now. */
  private leaveReading(): void {
    const { batch = [], stop } = this.reading ?? {}
    const [first, final] = [batch[0], batch.at(-1)]
    if (first && final && (final.end <= this.position || first.start > this.position + NEAR_S)) stop?.abort()
  }

  private async run(): Promise<void> {
    this.running = true
    while (!this.closed) {
      const step = nextStep(this.fragments, this.held, this.position, this.limits)
      if (!step) break
      try {
        await this.carryOut(step)
      } catch (error) {
        if (this.closed) break
        if (!isAbort(error)) await this.recover(error)
      }
    }
    this.running = false
  }

  private async carryOut(step: Step): Promise<void> {
    if (step.do === 'append') return this.append(step.batch)
    await this.update(() => this.buffer.remove(step.start, step.end))
    this.reconcile()
  }

  private async append(batch: Fragment[]): Promise<void> {
    const [first, final] = [batch[0], batch.at(-1)]
    if (!first || !final) return
    const [bytes, init] = await this.read(batch, first, final)
    if (this.closed) return
    if (this.last !== `${first.take.take}#${first.number - 1}`) this.buffer.abort()
    if (init) await this.enter(first.take, init)
    for (const portion of this.refusals.portions(batch)) await this.appendPortion(portion, bytes, first.offset)
  }

  /** Append fragments of one shift; the first of `bytes` is at `from` in the file. */
  private async appendPortion(portion: Fragment[], bytes: ArrayBuffer, from: number): Promise<void> {
    const [first, final] = [portion[0], portion.at(-1)]
    if (!first || !final) return
    if (Math.abs(this.buffer.timestampOffset - first.shift) > OFFSET_STEP_S) this.buffer.timestampOffset = first.shift
    const media = withHolds(portion, bytes, from, this.timescale)
    try {
      await this.update(() => this.buffer.appendBuffer(media))
    } catch (error) {
      if (error instanceof Refused) this.refusals.note(portion)
      throw error
    }
    for (const fragment of portion) this.keys.add(fragment.key)
    this.last = final.key
  }

  private async read(batch: Fragment[], first: Fragment, final: Fragment): Promise<[ArrayBuffer, ArrayBuffer | null]> {
    const stop = new AbortController()
    this.reading = { batch, stop }
    const size = final.offset + final.size - first.offset
    const fresh = this.take?.take !== first.take.take
    try {
      // Both at once: on a long line every round trip is felt.
      return await Promise.all([
        this.readBytes(first.take, first.offset, size, stop.signal),
        fresh ? this.readInit(first.take, stop.signal) : null,
      ])
    } finally {
      this.reading = null
    }
  }

  /** A new take brings its own initialisation segment, and perhaps another codec. */
  private async enter(take: Take, init: ArrayBuffer): Promise<void> {
    const mime = mimeOf(take)
    if (mime !== this.mime) this.buffer.changeType(mime)
    this.mime = mime
    await this.update(() => this.buffer.appendBuffer(init))
    this.take = take
    this.timescale = timescaleOf(init)
  }

  private async recover(error: unknown): Promise<void> {
    this.last = null
    this.take = null
    if (error instanceof DOMException && error.name === 'QuotaExceededError') {
      const tightBefore = this.limits === TIGHT
      this.limits = TIGHT
      this.reconcile()
      if (!tightBefore) return
    } else {
      this.failed(error)
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }

  /** Forget what the browser has thrown out by itself. */
  private reconcile(): void {
    const { buffered } = this.buffer
    for (const fragment of this.fragments) {
      if (!this.keys.has(fragment.key)) continue
      const middle = (fragment.start + fragment.end) / 2
      if (!within(buffered, middle)) this.keys.delete(fragment.key)
    }
  }

  private update(start: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (event: Event): void => {
        this.buffer.removeEventListener('updateend', finish)
        this.buffer.removeEventListener('error', finish)
        if (event.type === 'error') reject(new Refused('The browser refused a piece of the recording.'))
        else resolve()
      }
      this.buffer.addEventListener('updateend', finish)
      this.buffer.addEventListener('error', finish)
      try {
        start()
      } catch (error) {
        this.buffer.removeEventListener('updateend', finish)
        this.buffer.removeEventListener('error', finish)
        reject(error instanceof Error ? error : new Error(String(error)))
      }
    })
  }
}

/** The fragments' bytes, with every last picture standing until the next; the first of `bytes` is at `from` in the file. */
function withHolds(portion: readonly Fragment[], bytes: ArrayBuffer, from: number, timescale: number | null): Uint8Array<ArrayBuffer> {
  const [first, final] = [portion[0], portion.at(-1)]
  if (!first || !final) return new Uint8Array()
  if (timescale === null || portion.every(({ hold }) => hold === 0)) {
    return new Uint8Array(bytes, first.offset - from, final.offset + final.size - first.offset)
  }
  const parts = portion.map(({ offset, size, hold }) => lengthen(new Uint8Array(bytes, offset - from, size), Math.round(hold * timescale)))
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

function within(ranges: TimeRanges, time: number): boolean {
  for (let index = 0; index < ranges.length; index += 1) {
    if (ranges.start(index) <= time && time < ranges.end(index)) return true
  }
  return false
}
