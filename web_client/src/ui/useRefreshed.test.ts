import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'

import { useRefreshed } from './useRefreshed'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', { hidden: false })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Answers that come so many milliseconds after they were asked for. */
function slow(...delays: number[]) {
  let asked = 0
  return vi.fn(() => new Promise<number>((resolve) => {
    asked += 1
    const answer = asked
    setTimeout(() => resolve(answer), delays[answer - 1] ?? 0)
  }))
}

it('asks no more while an answer is still awaited', async () => {
  const read = slow(5000)
  effectScope().run(() => useRefreshed(read, 1000))
  await vi.advanceTimersByTimeAsync(4500)
  expect(read).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(2000)
  expect(read).toHaveBeenCalledTimes(2)
})

it('shows what was asked for last, whatever comes last', async () => {
  const page = effectScope().run(() => useRefreshed(slow(5000, 100), 60_000))
  void page?.load()
  await vi.advanceTimersByTimeAsync(6000)
  expect(page?.content.value).toBe(2)
})

it('asks no more when the page is left', async () => {
  const [read, scope] = [slow(), effectScope()]
  scope.run(() => useRefreshed(read, 1000))
  scope.stop()
  const before = read.mock.calls.length
  await vi.advanceTimersByTimeAsync(5000)
  expect(read).toHaveBeenCalledTimes(before)
})
