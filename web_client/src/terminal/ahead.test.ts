import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { loadAhead } from './ahead'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const LOOK = 4_000

function parts(loaded: string[], ...names: string[]) {
  return names.map((name) => async () => void loaded.push(name))
}

it('loads one part after the other, a while after the page', async () => {
  const loaded: string[] = []
  void loadAhead(() => true, parts(loaded, 'board', 'questions'))
  await vi.advanceTimersByTimeAsync(LOOK - 1)
  expect(loaded).toEqual([])
  await vi.advanceTimersByTimeAsync(1 + LOOK)
  expect(loaded).toEqual(['board', 'questions'])
})

it('goes on after one that is not there', async () => {
  const loaded: string[] = []
  const gone = () => Promise.reject(new Error('gone'))
  void loadAhead(() => true, [gone, ...parts(loaded, 'questions')])
  await vi.advanceTimersByTimeAsync(2 * LOOK)
  expect(loaded).toEqual(['questions'])
})

it('leaves the line to a lesson that runs', async () => {
  const loaded: string[] = []
  let isQuiet = false
  void loadAhead(() => isQuiet, parts(loaded, 'board'))
  await vi.advanceTimersByTimeAsync(10 * LOOK)
  expect(loaded).toEqual([])
  isQuiet = true
  await vi.advanceTimersByTimeAsync(LOOK)
  expect(loaded).toEqual(['board'])
})
