import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { Problem } from '@/classroom/problem'

import { Pairing } from './pairing'

function setUp() {
  let given = 0
  const server = { typed: false, problem: null as Problem | null }
  const answer = <T>(value: () => T) => {
    if (server.problem) throw server.problem
    return value()
  }
  const ask = vi.fn(async () =>
    answer(() => ({ code: `CODE${(given += 1)}`, secret: `secret ${given}`, url: '', expires_at: 600_000, server_time: 0 })),
  )
  const isPaired = vi.fn(async () => answer(() => server.typed))
  const onPaired = vi.fn()
  const pairing = new Pairing({ ask, isPaired, onPaired, onChange: () => undefined, random: () => 1 })
  return { pairing, server, ask, isPaired, onPaired }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('hands over its secret as the key once the code was typed, and asks no more', async () => {
  const { pairing, server, isPaired, onPaired } = setUp()
  pairing.start()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(pairing.view.given?.code).toBe('CODE1')
  server.typed = true
  await vi.advanceTimersByTimeAsync(3000)
  expect(onPaired.mock.calls).toEqual([['secret 1']])
  const looked = isPaired.mock.calls.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(isPaired).toHaveBeenCalledTimes(looked)
})

it('shows another code before the old one ends', async () => {
  const { pairing } = setUp()
  pairing.start()
  await vi.advanceTimersByTimeAsync(575_000)
  expect(pairing.view.given?.code).toBe('CODE1')
  await vi.advanceTimersByTimeAsync(15_000)
  expect(pairing.view.given?.code).toBe('CODE2')
})

it('shows another code when the server has forgotten the old one', async () => {
  const { pairing, isPaired } = setUp()
  pairing.start()
  await vi.advanceTimersByTimeAsync(1000)
  isPaired.mockRejectedValueOnce(new Problem('no_such_code'))
  await vi.advanceTimersByTimeAsync(3000)
  expect(pairing.view.given?.code).toBe('CODE2')
})

it('keeps its code while the server is away', async () => {
  const { pairing, server } = setUp()
  pairing.start()
  await vi.advanceTimersByTimeAsync(0)
  server.problem = new Problem('offline')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(pairing.view).toMatchObject({ given: { code: 'CODE1' }, problem: { code: 'offline' } })
  server.problem = null
  await vi.advanceTimersByTimeAsync(10_000)
  expect(pairing.view).toMatchObject({ given: { code: 'CODE1' }, problem: null })
})
