/**
 * Matches replies to requests: each awaits the message that repeats its number.
 */
import type { FromClient, FromServer } from '../protocol/messages'
import { Problem } from './problem'

/** A message before it has got its number. */
export type Outgoing = FromClient extends infer Message ? (Message extends unknown ? Omit<Message, 'id'> : never) : never

interface Waiting {
  resolve: (reply: FromServer) => void
  reject: (problem: Problem) => void
  timer: ReturnType<typeof setTimeout>
}

/** A request without a reply for so long is given up; the server answers media requests within a second or two. */
const PATIENCE_MS = 10_000

export class Requests {
  private number = 0
  private readonly waiting = new Map<number, Waiting>()

  constructor(private readonly send: (message: FromClient) => void) {}

  /** Send a message and wait for its reply; rejects with a `Problem` (refused, `timed_out`, `disconnected`). */
  ask(message: Outgoing): Promise<FromServer> {
    this.number += 1
    const id = this.number
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.settle(id)?.reject(new Problem('timed_out')), PATIENCE_MS)
      this.waiting.set(id, { resolve, reject, timer })
      this.send({ ...message, id } as FromClient)
    })
  }

  /** Hand a received message to whoever waits for it; false if nobody does. */
  settleWith(message: FromServer): boolean {
    const waiting = message.re == null ? undefined : this.settle(message.re)
    if (!waiting) return false
    if (message.type === 'error') waiting.reject(new Problem(message.code, message.text, message.todo))
    else waiting.resolve(message)
    return true
  }

  /** The connection is gone: nothing that was asked on it will be answered. */
  rejectAll(problem: Problem): void {
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(problem)
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id)
    if (waiting) clearTimeout(waiting.timer)
    this.waiting.delete(id)
    return waiting
  }
}
