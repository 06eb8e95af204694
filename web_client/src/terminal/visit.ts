/**
 * Brings a terminal into its lessons by itself, one after the other, and never gives up.
 */
import type { TerminalEntry } from '@/api/types'
import { Backoff } from '@/classroom/backoff'
import type { Admission } from '@/classroom/lesson'
import { asProblem, Problem } from '@/classroom/problem'

import { ofToday } from './remembered'

/**
 * What the terminal shows: `waiting` for a lesson or its ticket, `lesson` while it takes part,
 * `thanks` after it, `displaced` when another window speaks for the classroom, `refused` while its key opens nothing.
 */
export type VisitStep = 'entering' | 'refused' | 'waiting' | 'lesson' | 'thanks' | 'displaced'

export interface VisitView {
  step: VisitStep
  entry: TerminalEntry | null
  /** Why the last attempt failed; the screen goes on showing what it knows. */
  problem: Problem | null
  /** Title of the lesson that has just ended. */
  attended: string
}

export interface VisitOptions {
  enter: () => Promise<TerminalEntry>
  onChange: (view: VisitView) => void
  /** What the server said last before this page was loaded. */
  remembered?: TerminalEntry | null
  /** The server has said what there is to do now. */
  onEntered?: (entry: TerminalEntry) => void
  random?: () => number
}

const POLL_MS = 10_000
/** Pupils pack their things: the good-bye stays for a minute unless the next lesson runs already. */
const THANKS_MS = 60_000
const REJOIN_MS = 5000
/** What the server says of a key that opens nothing. */
const REFUSALS = new Set(['unknown_terminal', 'terminal_revoked'])

export class Visit {
  view: VisitView = { step: 'entering', entry: null, problem: null, attended: '' }
  /** Nobody teaches here now: the page may be loaded anew. */
  isQuiet = false
  private offset = 0
  private thanksUntil = 0
  private ended: string | null = null
  private asked = 0
  private timer: ReturnType<typeof setTimeout> | null = null
  private readonly backoff: Backoff

  constructor(private readonly options: VisitOptions) {
    this.backoff = new Backoff(options.random)
  }

  /** The server's Unix time in milliseconds, as far as it is known. */
  serverTime(): number {
    return Date.now() + this.offset
  }

  /** Begin, or take the classroom back from another window. */
  async start(): Promise<void> {
    this.show({ step: 'entering', problem: null })
    await this.ask()
  }

  /** Do not wait for the next poll: the network is said to be back. */
  async retryNow(): Promise<void> {
    if (this.view.step === 'lesson' || this.view.step === 'displaced') return
    await this.ask()
  }

  /** What to join with; a fresh ticket is asked for at the door. */
  async admission(fresh: boolean): Promise<Admission> {
    const { entry } = this.view
    if (!fresh && entry?.ticket) return { ticket: entry.ticket, iceServers: entry.ice_servers }
    const renewed = await this.options.enter()
    if (!renewed.ticket || renewed.lesson?.id !== entry?.lesson?.id) throw new Problem('lesson_over')
    this.show({ entry: renewed })
    return { ticket: renewed.ticket, iceServers: renewed.ice_servers }
  }

  /** The lesson runs: no other one can call this classroom away. */
  began(): void {
    this.isQuiet = false
    this.rest()
  }

  /** The lesson has ended: say good-bye and look for the next one. */
  over(): void {
    const lesson = this.view.entry?.lesson
    this.ended = lesson?.id ?? null
    this.thanksUntil = Date.now() + THANKS_MS
    this.show({ step: 'thanks', attended: lesson?.title ?? '' })
    this.later(1500)
  }

  /** The lesson's conversation was closed for another reason than its end. */
  closed(problem: Problem): void {
    if (problem.code === 'displaced') return this.displaced()
    if (problem.code === 'lesson_over') return this.over()
    if (REFUSALS.has(problem.code)) return this.failed(problem)
    this.show({ step: 'entering', problem })
    this.later(problem.code === 'terminal_moved' ? 0 : REJOIN_MS)
  }

  close(): void {
    this.rest()
  }

  /** Ask no more; an answer that is on its way still comes too late. */
  private rest(): void {
    if (this.timer) clearTimeout(this.timer)
    this.asked += 1
  }

  private displaced(): void {
    this.rest()
    this.show({ step: 'displaced', problem: null })
  }

  private async ask(): Promise<void> {
    this.rest()
    const { asked } = this
    const answer = await this.options.enter().catch((thrown: unknown) => asProblem(thrown))
    if (asked !== this.asked) return
    if (answer instanceof Problem) this.failed(answer)
    else this.entered(answer)
  }

  private entered(entry: TerminalEntry): void {
    this.backoff.reset()
    this.offset = entry.server_time - Date.now()
    this.later(POLL_MS)
    if (!this.staysIn(entry)) this.follow(entry)
    this.options.onEntered?.(entry)
  }

  /** Whoever waits in one lesson goes only into another one that has begun: teachers do not always start in order. */
  private staysIn(entry: TerminalEntry): boolean {
    const other = entry.lesson?.id !== this.view.entry?.lesson?.id
    return this.view.step === 'lesson' && !(other && entry.lesson?.phase === 'live')
  }

  private follow(entry: TerminalEntry): void {
    const fresh = entry.lesson !== null && entry.lesson.id !== this.ended && entry.lesson.phase !== 'ended'
    const farewell = this.view.step === 'thanks' && Date.now() < this.thanksUntil && entry.lesson?.phase !== 'live'
    const joins = fresh && entry.ticket !== null && !farewell
    const step = joins ? 'lesson' : this.view.step === 'thanks' && farewell ? 'thanks' : 'waiting'
    this.isQuiet = step === 'waiting' || (joins && entry.lesson?.phase === 'waiting')
    this.show({ step, entry: fresh ? entry : { ...entry, lesson: null, ticket: null }, problem: null })
  }

  private failed(problem: Problem): void {
    const refused = REFUSALS.has(problem.code)
    if (this.view.step === 'lesson' && problem.code !== 'terminal_revoked') return this.later(POLL_MS)
    if (refused) this.show({ step: 'refused', problem })
    else this.waitWithoutServer(problem)
    this.later(refused ? POLL_MS : this.backoff.next())
  }

  /** The server is away: go on showing what was known last, but no lesson of another day. */
  private waitWithoutServer(problem: Problem): void {
    const known = this.view.entry ?? this.options.remembered ?? null
    const entry = known && ofToday(known, this.serverTime())
    const step = this.view.step === 'entering' && entry ? 'waiting' : this.view.step
    this.show({ step, entry, problem })
  }

  private later(delay: number): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.ask(), delay)
  }

  private show(change: Partial<VisitView>): void {
    this.view = { ...this.view, ...change }
    this.options.onChange(this.view)
  }
}
