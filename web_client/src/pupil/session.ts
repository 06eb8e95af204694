/**
 * One pupil in one lesson: sits down, is shown the question, and answers, also over a line that comes and goes.
 */
import { Backoff } from '@/classroom/backoff'

import { Refusal, type Entering, type Press, type PupilApi, type PupilPass, type Shown } from './api'
import { ReadClock } from './clock'
import { EventReader } from './events'
import { Outbox, type Kept, type Shelf } from './outbox'

export type Step = 'seat' | 'in' | 'over'

export interface PupilView {
  step: Step
  pass: PupilPass | null
  shown: Shown | null
  /** What one has answered to the question on the screen. */
  mine: Kept | null
  online: boolean
  /** Why one has to say the seat (again). */
  problem: Refusal | null
}

export interface SessionOptions {
  api: PupilApi
  shelf: Shelf & { removeItem(key: string): void }
  now: () => number
  pause: (ms: number) => Promise<void>
  random: () => string
  onChange: (view: PupilView) => void
}

const PASS = 'tongke.pupil.pass'
const DEVICE = 'tongke.pupil.device'
/** A stream on which nothing has come for so long is held back by a proxy: ask now and then instead. */
const FIRST_EVENT_MS = 6000
const BEAT_MS = 45_000
const POLL_MS = 2500

export class PupilSession {
  private pass: PupilPass | null = null
  private shown: Shown | null = null
  private outbox: Outbox | null = null
  private problem: Refusal | null = null
  private online = true
  private streams = true
  private life = 0
  private flushing = false
  private reading: AbortController | null = null
  readonly clock: ReadClock

  constructor(private readonly options: SessionOptions) {
    this.clock = new ReadClock(options.now, () => options.api.clock(), options.pause)
    const kept = this.options.shelf.getItem(PASS)
    if (kept) this.take(JSON.parse(kept) as PupilPass)
  }

  get view(): PupilView {
    const asked = this.shown?.asked
    return {
      step: !this.pass ? 'seat' : this.shown?.phase === 'ended' ? 'over' : 'in',
      pass: this.pass,
      shown: this.shown,
      mine: asked ? (this.outbox?.of(asked.question.id) ?? null) : null,
      online: this.online,
      problem: this.problem,
    }
  }

  /** Sit down; throws `Refusal`. */
  async enter(entering: Omit<Entering, 'device'>): Promise<void> {
    const pass = await this.options.api.enter({ ...entering, device: this.device })
    this.options.shelf.setItem(PASS, JSON.stringify(pass))
    this.take(pass)
    this.open()
  }

  /** Begin to listen, if one has a seat. */
  open(): void {
    if (!this.pass) return
    this.life += 1
    void this.follow(this.life)
    void this.clock.read()
    void this.flush()
  }

  /** Leave the seat to somebody else. */
  stand(problem: Refusal | null = null): void {
    this.life += 1
    this.reading?.abort()
    this.options.shelf.removeItem(PASS)
    this.pass = null
    this.shown = null
    this.problem = problem
    this.changed()
  }

  /** The network is said to be back, or the page is seen again. */
  retryNow(): void {
    if (!this.pass) return
    this.reading?.abort()
    this.open()
  }

  /** Answer the question on the screen, now. */
  press(given: readonly string[]): void {
    const question = this.shown?.asked?.question.id
    if (question === undefined || !this.outbox) return
    const press: Press = {
      key: this.options.random(),
      question,
      given: [...given],
      pressed_at: this.clock.serverTime(),
      uncertainty_ms: this.clock.uncertainty,
    }
    this.outbox.put(press)
    this.changed()
    void this.flush()
  }

  private get device(): string {
    const kept = this.options.shelf.getItem(DEVICE)
    if (kept) return kept
    const made = this.options.random()
    this.options.shelf.setItem(DEVICE, made)
    return made
  }

  private take(pass: PupilPass): void {
    this.pass = pass
    this.problem = null
    this.outbox = new Outbox(this.options.shelf, `tongke.pupil.answers.${pass.lesson}.${pass.place}.${pass.seat}`)
    this.changed()
  }

  private changed(): void {
    this.options.onChange(this.view)
  }

  private async follow(life: number): Promise<void> {
    const backoff = new Backoff()
    while (this.life === life && this.pass && this.shown?.phase !== 'ended') {
      try {
        const heard = () => backoff.reset()
        await (this.streams ? this.listen(this.pass.token, heard) : this.look(this.pass.token, heard))
      } catch (refused) {
        if (this.life === life) this.failed(refused)
      }
      await this.options.pause(backoff.next())
    }
  }

  /** Ask once, for networks that let no stream through. */
  private async look(token: string, heard: () => void): Promise<void> {
    this.show(await this.options.api.view(token))
    heard()
    await this.options.pause(POLL_MS)
  }

  private async listen(token: string, heard: () => void): Promise<void> {
    const reading = new AbortController()
    this.reading = reading
    let beaten = false
    const deadline = (ms: number) => setTimeout(() => reading.abort(), ms)
    let timer = deadline(FIRST_EVENT_MS)
    try {
      const response = await this.options.api.stream(token, reading.signal)
      const body = response.body?.pipeThrough(new TextDecoderStream()).getReader()
      const events = new EventReader()
      for (let piece = await body?.read(); piece && !piece.done; piece = await body?.read()) {
        clearTimeout(timer)
        timer = deadline(BEAT_MS)
        beaten = true
        heard()
        for (const data of events.push(piece.value)) if (data) this.show(JSON.parse(data) as Shown)
      }
    } finally {
      clearTimeout(timer)
      // Refused at once is no slow stream; silent until the deadline is.
      if (!beaten && reading.signal.aborted && this.reading === reading && this.online) this.streams = false
    }
  }

  private show(shown: Shown): void {
    const question = shown.asked?.question.id
    if (this.shown && this.shown.boot !== shown.boot && question) this.outbox?.doubt(question)
    const isRace = shown.asked?.question.kind === 'race' && shown.asked.question.id !== this.shown?.asked?.question.id
    this.shown = shown
    this.online = true
    this.changed()
    if (isRace) void this.clock.read()
    void this.flush()
  }

  private failed(reason: unknown): void {
    if (!(reason instanceof Refusal) || reason.mayPass) {
      this.online = false
      this.changed()
    } else {
      this.stand(reason)
    }
  }

  /** Send what waits, one after the other; without a connection it is tried again. */
  private async flush(): Promise<void> {
    if (this.flushing) return
    this.flushing = true
    const backoff = new Backoff()
    try {
      for (let press = this.outbox?.next; press && this.pass; press = this.outbox?.next) {
        if (!(await this.post(this.pass.token, press))) await this.options.pause(backoff.next())
      }
    } finally {
      this.flushing = false
    }
  }

  /** Whether the press is settled, one way or the other. */
  private async post(token: string, press: Kept): Promise<boolean> {
    try {
      await this.options.api.answer(token, pressOf(press))
      this.outbox?.settle(press.key, 'counted')
    } catch (refused) {
      if (!(refused instanceof Refusal) || refused.mayPass) {
        this.online = !(refused instanceof Refusal) || refused.status !== 0
        this.changed()
        return false
      }
      this.outbox?.settle(press.key, 'refused', refused.text)
      if (refused.status === 401 || refused.code.startsWith('seat_')) this.stand(refused)
    }
    this.changed()
    return true
  }
}

function pressOf({ key, question, given, pressed_at, uncertainty_ms }: Kept): Press {
  return { key, question, given, pressed_at, uncertainty_ms }
}
