/** Lets what a person asks for during a short interruption wait until the line is back. */
import { Problem } from './problem'

interface Waiting {
  resolve: () => void
  reject: (problem: Problem) => void
  timer: ReturnType<typeof setTimeout>
}

/** A wish that had to wait longer than this is no longer meant. */
const PATIENCE_MS = 8_000
/** More wishes than this at once are nobody's; the oldest are given up. */
const MOST = 8

export class Patience {
  private waiting: Waiting[] = []

  /** Resolves at the next `release`; rejects with `disconnected` when it lasts too long. */
  wait(): Promise<void> {
    if (this.waiting.length >= MOST) this.giveUp(this.waiting[0])
    return new Promise((resolve, reject) => {
      const wish: Waiting = { resolve, reject, timer: setTimeout(() => this.giveUp(wish), PATIENCE_MS) }
      this.waiting.push(wish)
    })
  }

  /** The line is back: everybody goes on, in the order of asking. */
  release(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const wish of waiting) {
      clearTimeout(wish.timer)
      wish.resolve()
    }
  }

  private giveUp(wish: Waiting | undefined): void {
    if (!wish) return
    clearTimeout(wish.timer)
    this.waiting = this.waiting.filter((other) => other !== wish)
    wish.reject(new Problem('disconnected'))
  }
}
