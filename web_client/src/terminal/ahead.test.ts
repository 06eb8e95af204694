import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { loadAhead } from './ahead'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('loads one part after the other, a while after the page, and goes on after one that fails', async () => {
  const loaded: string[] = []
  const part = (name: string, fails = false) => async () => {
    loaded.push(name)
    if (fails) throw new Error('gone')
  }
  void loadAhead([part('board', true), part('questions')])
  await vi.advanceTimersByTimeAsync(3_999)
  expect(loaded).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(loaded).toEqual(['board', 'questions'])
})
