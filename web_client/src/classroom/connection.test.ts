import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { FromServer } from '@/protocol/messages'

import { Connection, type ConnectionState } from './connection'
import { Problem } from './problem'
import { FakeSocket, welcome } from './testing/socket'

function setUp(ticket = vi.fn(async (_fresh: boolean) => 'ticket')) {
  const sockets: FakeSocket[] = []
  const states: [ConnectionState, string | undefined][] = []
  const messages: FromServer[] = []
  const connection = new Connection({
    openSocket: () => {
      const socket = new FakeSocket()
      sockets.push(socket)
      return socket
    },
    ticket,
    remembered: () => ({ resume: null, kept: { up: true, down: false } }),
    onWelcome: (message) => messages.push(message),
    onMessage: (message) => messages.push(message),
    onState: (state, problem) => states.push([state, problem?.code]),
    random: () => 1,
  })
  const last = () => sockets.at(-1) as FakeSocket
  const joined = async () => {
    connection.open()
    await vi.advanceTimersByTimeAsync(0)
    last().opens()
    last().says(welcome({ server_time: Date.now() + 500 }))
  }
  return { connection, sockets, states, messages, last, joined, ticket }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('joining', () => {
  it('sends the ticket and what is kept, first of all', async () => {
    const { joined, last } = setUp()
    await joined()
    expect(last().sent[0]).toEqual({ type: 'join', ticket: 'ticket', resume: null, kept: { up: true, down: false } })
  })

  it('takes the server’s time at once and pings quickly at first', async () => {
    const { connection, joined, last } = setUp()
    await joined()
    expect(connection.clock.offset).toBe(500)
    await vi.advanceTimersByTimeAsync(1000)
    expect(last().of('ping')).toHaveLength(4)
  })

  it('asks for a new ticket when the old one has expired', async () => {
    const { connection, last, ticket, sockets } = setUp()
    connection.open()
    await vi.advanceTimersByTimeAsync(0)
    last().says({ type: 'error', re: null, code: 'ticket_expired', text: '', todo: '' })
    await vi.advanceTimersByTimeAsync(300)
    expect(ticket.mock.calls).toEqual([[false], [true]])
    expect(sockets).toHaveLength(2)
  })

  it('gives up when a new ticket is refused too', async () => {
    const { connection, last, states } = setUp()
    connection.open()
    for (const wait of [0, 300]) {
      await vi.advanceTimersByTimeAsync(wait)
      last().says({ type: 'error', re: null, code: 'ticket_invalid', text: '', todo: '' })
    }
    expect(states.at(-1)).toEqual(['closed', 'ticket_invalid'])
  })

  it('waits in the lobby on the same socket until it is let in', async () => {
    const { connection, last, sockets, states } = setUp()
    connection.open()
    await vi.advanceTimersByTimeAsync(0)
    last().opens()
    last().says({ type: 'held', re: null, reason: 'stranger' })
    for (let turn = 0; turn < 5; turn++) {
      await vi.advanceTimersByTimeAsync(4000)
      last().says({ type: 'pong', re: null, sent: Date.now(), server_time: Date.now() })
    }
    expect(last().of('ping').length).toBeGreaterThan(3)
    last().says(welcome({}))
    expect(states.map(([state]) => state)).toEqual(['connecting', 'held', 'joined'])
    expect(sockets).toHaveLength(1)
  })

  it('comes back to the lobby when the line breaks there', async () => {
    const { connection, last, states } = setUp()
    connection.open()
    await vi.advanceTimersByTimeAsync(0)
    last().opens()
    last().says({ type: 'held', re: null, reason: 'late' })
    await vi.advanceTimersByTimeAsync(13000)
    expect(states.map(([state]) => state)).toContain('waiting')
  })

  it('says why the ticket office refused', async () => {
    const { connection, states } = setUp(vi.fn(() => Promise.reject(new Problem('not_allowed'))))
    connection.open()
    await vi.advanceTimersByTimeAsync(0)
    expect(states.at(-1)).toEqual(['closed', 'not_allowed'])
  })
})

describe('a lost line', () => {
  it('is tried again for ever, at most 5 s apart', async () => {
    const { joined, last, sockets } = setUp()
    await joined()
    for (let attempt = 0; attempt < 10; attempt += 1) {
      last().breaks()
      await vi.advanceTimersByTimeAsync(5000)
    }
    expect(sockets).toHaveLength(11)
  })

  it('is noticed when the server falls silent', async () => {
    const { joined, states } = setUp()
    await joined()
    await vi.advanceTimersByTimeAsync(12_000)
    expect(states.map(([state]) => state)).toContain('waiting')
  })

  it('is tried at once when the network is back', async () => {
    const { connection, joined, last, sockets } = setUp()
    await joined()
    last().breaks()
    connection.retryNow()
    await vi.advanceTimersByTimeAsync(0)
    expect(sockets).toHaveLength(2)
  })

  it('is dialled anew when the network is back and an attempt hangs since before', async () => {
    const { connection, joined, last, sockets } = setUp()
    await joined()
    last().breaks()
    await vi.advanceTimersByTimeAsync(2000)
    expect(sockets).toHaveLength(2)
    connection.retryNow()
    await vi.advanceTimersByTimeAsync(0)
    expect(sockets).toHaveLength(3)
    connection.retryNow()
    await vi.advanceTimersByTimeAsync(0)
    expect(sockets).toHaveLength(3)
  })

  it('is probed when the network is back though it seems to stand', async () => {
    const { connection, joined, states } = setUp()
    await joined()
    await vi.advanceTimersByTimeAsync(100)
    connection.retryNow()
    await vi.advanceTimersByTimeAsync(2500)
    expect(states.at(-1)).toEqual(['waiting', 'timed_out'])
  })

  it('rejects what was asked on it', async () => {
    const { connection, joined, last } = setUp()
    await joined()
    const asked = connection.ask({ type: 'raise_hand' })
    last().breaks()
    await expect(asked).rejects.toMatchObject({ code: 'disconnected' })
  })

  it('hears nothing from the old socket any more', async () => {
    const { joined, last, sockets, messages } = setUp()
    await joined()
    last().breaks()
    await vi.advanceTimersByTimeAsync(300)
    const before = messages.length
    sockets[0]?.says({ type: 'ok', re: 99 })
    expect(messages).toHaveLength(before)
  })
})

describe('a request', () => {
  it('resolves with the reply that repeats its number', async () => {
    const { connection, joined, last } = setUp()
    await joined()
    const asked = connection.ask({ type: 'start_lesson' })
    last().says({ type: 'ok', re: last().lastId('start_lesson') })
    await expect(asked).resolves.toMatchObject({ type: 'ok' })
  })

  it('rejects with the server’s words when refused', async () => {
    const { connection, joined, last } = setUp()
    await joined()
    const asked = connection.ask({ type: 'mute_all' })
    last().says({ type: 'error', re: last().lastId('mute_all'), code: 'not_allowed', text: 'No.', todo: 'Ask.' })
    await expect(asked).rejects.toMatchObject({ code: 'not_allowed', text: 'No.', todo: 'Ask.' })
  })

  it('is not sent while the line is down', async () => {
    const { connection } = setUp()
    await expect(connection.ask({ type: 'raise_hand' })).rejects.toMatchObject({ code: 'disconnected' })
  })
})

describe('a good-bye of the server', () => {
  it('is final when another window has taken the place', async () => {
    const { joined, last, states, sockets } = setUp()
    await joined()
    last().says({ type: 'bye', re: null, code: 'displaced', text: '', again: false })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(states.at(-1)).toEqual(['closed', 'displaced'])
    expect(sockets).toHaveLength(1)
  })

  it('is only a pause when the server restarts', async () => {
    const { joined, last, sockets } = setUp()
    await joined()
    last().says({ type: 'bye', re: null, code: 'server_stopping', text: '', again: true })
    await vi.advanceTimersByTimeAsync(300)
    expect(sockets).toHaveLength(2)
  })
})

it('says good-bye itself when it is closed', async () => {
  const { connection, joined, last } = setUp()
  await joined()
  connection.close()
  expect(last().sent.at(-1)).toEqual({ type: 'leave' })
  expect(connection.state).toBe('closed')
})

describe('asking during an interruption', () => {
  it('waits for the line and is sent once it is back', async () => {
    const { connection, joined, last } = setUp()
    await joined()
    last().breaks()
    const asked = connection.askPatiently({ type: 'raise_hand' })
    await vi.advanceTimersByTimeAsync(1500)
    last().opens()
    last().says(welcome())
    await vi.advanceTimersByTimeAsync(0)
    expect(last().of('raise_hand')).toHaveLength(1)
    last().says({ type: 'ok', re: last().of('raise_hand')[0]?.id ?? null })
    await expect(asked).resolves.toMatchObject({ type: 'ok' })
  })

  it('is given up when the interruption lasts', async () => {
    const { connection, joined, last } = setUp()
    await joined()
    last().breaks()
    const asked = expect(connection.askPatiently({ type: 'raise_hand' })).rejects.toMatchObject({ code: 'disconnected' })
    await vi.advanceTimersByTimeAsync(8000)
    await asked
  })
})
