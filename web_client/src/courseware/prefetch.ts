/**
 * Fetches a lesson's files in the background, one at a time, and gives way to the lesson itself.
 */
import type { LessonFiles } from './files'
import { Gentle } from './gentle'
import { StoreFull } from './store'

/** `full`: this device has no room for more; `away`: the server does not answer, it is tried again. */
export type PrefetchState = 'resting' | 'working' | 'held' | 'done' | 'full' | 'away'

const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 60_000
/** A full device is looked at again after so long: somebody may have made room. */
const FULL_MS = 300_000
/** Documents that become ready are told as cues in a lesson; before it the list is read again so often. */
const REFRESH_MS = 60_000

/** Call `start`; then `hold`, `share` and `refresh` as the lesson goes, and `stop` at the end. */
export class Prefetch {
  state: PrefetchState = 'resting'
  private running = false
  private isHeld = false
  private sharesLine = false
  private failures = 0
  private fetch: AbortController | null = null
  private readonly gentle = new Gentle()
  private wake: () => void = () => undefined

  constructor(
    private readonly files: LessonFiles,
    private readonly changed: () => void = () => undefined,
  ) {
    files.beforeUrgent = () => this.fetch?.abort()
  }

  start(): void {
    if (this.running) return
    this.running = true
    void this.run()
  }

  stop(): void {
    this.running = false
    this.fetch?.abort()
    this.wake()
    this.enter('resting')
  }

  /** While it is held nothing is fetched: the line is thin, and the lesson needs it. */
  hold(held: boolean): void {
    if (held === this.isHeld) return
    this.isHeld = held
    if (held) this.fetch?.abort()
    this.wake()
  }

  /** In a running lesson the line is for sound and picture: everything else comes gently. */
  share(shares: boolean): void {
    if (shares && !this.sharesLine) this.fetch?.abort()
    this.sharesLine = shares
  }

  /** There may be other documents now, or the network is back. */
  async refresh(): Promise<void> {
    this.failures = 0
    await this.attempt(() => this.files.refresh())
    this.wake()
  }

  private async run(): Promise<void> {
    await this.attempt(() => this.files.open())
    while (this.running) await this.turn()
  }

  private async turn(): Promise<void> {
    if (this.failures > 0) {
      await this.pause(this.state === 'full' ? FULL_MS : this.retryMs())
      if (this.running) await this.attempt(() => this.files.refresh())
      return
    }
    const piece = this.files.missing()[0]
    if (this.isHeld) await this.rest('held')
    else if (piece) await this.take(piece)
    else if (!(await this.rest('done')) && this.running) await this.attempt(() => this.files.refresh())
  }

  private async take(piece: Parameters<LessonFiles['fetch']>[0]): Promise<void> {
    this.enter('working')
    this.fetch = new AbortController()
    const { signal } = this.fetch
    const gentle = this.sharesLine ? this.gentle : undefined
    await this.attempt(() => this.files.fetch(piece, signal, gentle), signal)
    this.fetch = null
  }

  /** What was broken off on purpose is no failure. */
  private async attempt(action: () => Promise<unknown>, signal?: AbortSignal): Promise<void> {
    try {
      await action()
      this.failures = 0
    } catch (error) {
      if (signal?.aborted) return
      this.failures += 1
      this.enter(error instanceof StoreFull ? 'full' : 'away')
    }
  }

  private retryMs(): number {
    return Math.min(FIRST_RETRY_MS * 2 ** (this.failures - 1), LONGEST_RETRY_MS)
  }

  private rest(state: PrefetchState): Promise<boolean> {
    this.enter(state)
    return this.pause(REFRESH_MS)
  }

  /** True when it was woken before the time was over. */
  private pause(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms)
      this.wake = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })
  }

  private enter(state: PrefetchState): void {
    if (this.state === state) return
    this.state = state
    this.changed()
  }
}
