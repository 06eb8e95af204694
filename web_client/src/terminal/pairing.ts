/**
 * Shows a code until somebody has typed it elsewhere, and hands over the key that comes of it.
 */
import type { GivenCode } from '@/api/terminals'
import { Backoff } from '@/classroom/backoff'
import { asProblem, type Problem } from '@/classroom/problem'

export interface PairingView {
  given: GivenCode | null
  /** When the code ends by this device's clock. */
  endsAt: number
  problem: Problem | null
}

export interface PairingOptions {
  ask: () => Promise<GivenCode>
  isPaired: (secret: string) => Promise<boolean>
  onPaired: (key: string) => void
  onChange: (view: PairingView) => void
  random?: () => number
}

const LOOK_MS = 3000
/** A code is replaced a little before it ends: nobody shall begin to type one that is gone. */
const BEFORE_END_MS = 20_000

/** Call `start`; `onPaired` is called once, and then nothing more happens. */
export class Pairing {
  view: PairingView = { given: null, endsAt: 0, problem: null }
  private timer: ReturnType<typeof setTimeout> | null = null
  private closed = false
  private readonly backoff: Backoff

  constructor(private readonly options: PairingOptions) {
    this.backoff = new Backoff(options.random)
  }

  start(): void {
    void this.turn()
  }

  close(): void {
    this.closed = true
    if (this.timer) clearTimeout(this.timer)
  }

  private async turn(): Promise<void> {
    try {
      const { given } = this.view
      if (given && (await this.options.isPaired(given.secret))) return this.finish(given.secret)
      if (!given || Date.now() > this.view.endsAt - BEFORE_END_MS) await this.renew()
      else this.show({ problem: null })
      this.backoff.reset()
      this.later(LOOK_MS)
    } catch (thrown) {
      this.failed(asProblem(thrown))
    }
  }

  private async renew(): Promise<void> {
    const given = await this.options.ask()
    this.show({ given, endsAt: Date.now() + given.expires_at - given.server_time, problem: null })
  }

  /** The code stays on the screen while the server is away; one that has ended is replaced. */
  private failed(problem: Problem): void {
    const ended = problem.code === 'no_such_code'
    this.show(ended ? { given: null, problem: null } : { problem })
    this.later(ended ? 0 : this.backoff.next())
  }

  private finish(key: string): void {
    if (this.closed) return
    this.close()
    this.options.onPaired(key)
  }

  private later(delay: number): void {
    if (!this.closed) this.timer = setTimeout(() => void this.turn(), delay)
  }

  private show(change: Partial<PairingView>): void {
    if (this.closed) return
    this.view = { ...this.view, ...change }
    this.options.onChange(this.view)
  }
}
