import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { Gentle, type ReadSlice } from './gentle'

const FILE = Uint8Array.from({ length: 300_000 }, (_, at) => at % 251)

/** When it was free again, and for how long each slice occupied it. */
const busy: number[] = []

beforeEach(() => {
  vi.useFakeTimers()
  busy.length = 0
})
afterEach(() => void vi.useRealTimers())

/** A line of `kbits`, on which a request takes `trip` ms more. */
const line = (kbits: number, trip: number): ReadSlice => async ([first, bytes]) => {
  busy.push((8 * bytes) / kbits)
  await new Promise((resolve) => setTimeout(resolve, trip + (8 * bytes) / kbits))
  return new Blob([FILE.slice(first, first + bytes)])
}

async function fetched(read: ReadSlice, signal?: AbortSignal, gentle = new Gentle(), bytes = FILE.length): Promise<Uint8Array> {
  const blob = gentle.read('k', 0, bytes, read, signal)
  blob.catch(() => undefined)
  await vi.advanceTimersByTimeAsync(3_600_000)
  return new Uint8Array(await (await blob).arrayBuffer())
}

it.each([
  ['thin', 400, 200],
  ['rural', 1000, 120],
  ['good', 20_000, 20],
])('brings all bytes over a %s line without keeping it busy', async (_, kbits, trip) => {
  expect(await fetched(line(kbits, trip))).toEqual(FILE)
  expect(Math.max(...busy)).toBeLessThan(125)
})

it('uses a good line by larger and larger slices', async () => {
  await fetched(line(20_000, 20))
  expect(busy.length).toBeLessThan(20)
})

it('takes smaller slices when the line becomes thinner', async () => {
  const gentle = new Gentle()
  await fetched(line(20_000, 20), undefined, gentle)
  busy.length = 0
  await fetched(line(500, 20), undefined, gentle)
  expect(busy.slice(5).every((ms) => ms < 125)).toBe(true)
})

it('goes on where it was broken off', async () => {
  const gentle = new Gentle()
  const controller = new AbortController()
  const broken = gentle.read('k', 0, FILE.length, line(400, 200), controller.signal)
  const ended = expect(broken).rejects.toThrow('enough')
  await vi.advanceTimersByTimeAsync(5000)
  controller.abort(new Error('enough'))
  await vi.advanceTimersByTimeAsync(5000)
  await ended
  const before = busy.length
  expect(await fetched(line(400, 200), undefined, gentle)).toEqual(FILE)
  expect(before).toBeGreaterThan(3)
  const bytes = busy.slice(before).reduce((sum, ms) => sum + ms * 50, 0)
  expect(bytes).toBeLessThan(FILE.length - 3 * 4096)
})

it('does not ask for ever for what is not there', async () => {
  expect(await fetched(async () => new Blob([]))).toEqual(new Uint8Array())
})
