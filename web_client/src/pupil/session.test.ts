import { afterEach, describe, expect, it, vi } from 'vitest'

import { askedOf } from '@/tools/questions/testing'

import { Refusal, type PupilApi, type PupilPass, type Press, type Shown } from './api'
import { EventReader } from './events'
import { PupilSession } from './session'

const PASS: PupilPass = { token: 't', alias: 'me', lesson: 'l', title: '荷塘月色', place: '三班', seat: 7, server_time: 0 }

/** A server whose line can be cut; `shows` puts a view on the stream. */
class FakeServer {
  answered: Press[] = []
  offline = false
  refuses: Refusal | null = null
  private push: ((text: string) => void) | null = null

  api(): PupilApi {
    return {
      enter: () => Promise.resolve(PASS),
      clock: () => Promise.resolve({ server_time: 5000 }),
      view: () => Promise.reject(new Refusal(0, 'offline')),
      answer: (_: string, press: Press) => this.take(press),
      stream: () => Promise.resolve(new Response(this.body())),
    } as unknown as PupilApi
  }

  shows(shown: Partial<Shown>): void {
    const whole: Shown = { boot: 'b1', title: '', phase: 'live', asked: askedOf('single'), racers: [], ...shown }
    this.push?.(`data: ${JSON.stringify(whole)}\n\n`)
  }

  private take(press: Press): Promise<unknown> {
    if (this.offline) return Promise.reject(new Refusal(0, 'offline'))
    if (this.refuses) return Promise.reject(this.refuses)
    this.answered.push(press)
    return Promise.resolve({})
  }

  private body(): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder()
    return new ReadableStream({ start: (stream) => void (this.push = (text) => stream.enqueue(encoder.encode(text))) })
  }
}

function sessionOf(api: PupilApi, pause: (ms: number) => Promise<void>) {
  const kept = new Map<string, string>()
  let key = 0
  const session = new PupilSession({
    api,
    shelf: { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value), removeItem: (name) => void kept.delete(name) },
    now: () => 5000,
    pause,
    random: () => `key-${(key += 1)}`,
    onChange: () => undefined,
  })
  return { session, kept }
}

async function seated() {
  const server = new FakeServer()
  const { session, kept } = sessionOf(server.api(), () => new Promise((resolve) => setTimeout(resolve, 1)))
  await session.enter({ link: 'x', seat: 7, name: '' })
  await until(() => session.clock.uncertainty < 10)
  server.shows({})
  await until(() => session.view.shown !== null)
  return { server, session, kept }
}

async function until(holds: () => boolean): Promise<void> {
  for (let n = 0; n < 500 && !holds(); n += 1) await new Promise((resolve) => setTimeout(resolve, 1))
  expect(holds()).toBe(true)
}

describe('a pupil', () => {
  it('answers with the time of the press', async () => {
    const { server, session } = await seated()
    session.press(['A'])
    await until(() => session.view.mine?.state === 'counted')
    expect(server.answered).toMatchObject([{ question: 'q9', given: ['A'], pressed_at: 5000 }])
  })

  it('keeps an answer while there is no network, and sends it under the same key', async () => {
    const { server, session } = await seated()
    server.offline = true
    session.press(['B'])
    await until(() => !session.view.online)
    const key = session.view.mine?.key
    server.offline = false
    await until(() => session.view.mine?.state === 'counted')
    expect(server.answered.map((press) => press.key)).toEqual([key])
  })

  it('sends the answer again to a server that was restarted', async () => {
    const { server, session } = await seated()
    session.press(['A'])
    await until(() => server.answered.length === 1)
    server.shows({ boot: 'b2' })
    await until(() => server.answered.length === 2)
    expect(server.answered[1]?.key).toBe(server.answered[0]?.key)
  })

  it('is told why an answer did not count', async () => {
    const { server, session } = await seated()
    server.refuses = new Refusal(409, 'question_closed', '来晚了')
    session.press(['A'])
    await until(() => session.view.mine?.state === 'refused')
    expect(session.view.mine?.why).toBe('来晚了')
  })

  it('says the seat anew when the teacher has freed it', async () => {
    const { server, session, kept } = await seated()
    server.refuses = new Refusal(403, 'seat_released')
    session.press(['A'])
    await until(() => session.view.step === 'seat')
    expect(session.view.problem?.code).toBe('seat_released')
    expect(kept.has('tongke.pupil.pass')).toBe(false)
  })
})

describe('a network that holds streams back', () => {
  afterEach(() => void vi.useRealTimers())

  it('is asked again and again, as often later as at first', async () => {
    vi.useFakeTimers()
    const shown: Shown = { boot: 'b1', title: '', phase: 'live', asked: null, racers: [] }
    const view = vi.fn(() => Promise.resolve(shown))
    const stream = (_: string, signal: AbortSignal) =>
      new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
    const api = { ...new FakeServer().api(), view, stream } as unknown as PupilApi
    const { session } = sessionOf(api, (ms) => new Promise((resolve) => setTimeout(resolve, ms)))
    await session.enter({ link: 'x', seat: 7, name: '' })
    await vi.advanceTimersByTimeAsync(66_000)
    expect(view.mock.calls.length).toBeGreaterThan(18)
    session.stand()
  })
})

describe('server-sent events', () => {
  it('are read in whatever pieces they come', () => {
    const reader = new EventReader()
    expect(reader.push('data: {"a"')).toEqual([])
    expect(reader.push(':1}\n\n: \n\ndata: 2\r\n\r\n')).toEqual(['{"a":1}', '', '2'])
  })
})
