import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { Meant } from './meant'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A wish whose answer comes when the test says so. */
function asked() {
  let answer: (isDone: boolean) => void = () => undefined
  const ask = () => new Promise<boolean>((resolve) => (answer = resolve))
  const answers = async (isDone: boolean) => {
    answer(isDone)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { ask, answers }
}

it('is what was pressed last, before the state says so', async () => {
  const meant = new Meant<string>(() => undefined)
  void meant.mean('up', asked().ask)
  void meant.mean('down', asked().ask)
  expect(meant.of('up')).toBe('down')
})

it('is what is so, once what was pressed for has had time to happen', async () => {
  const meant = new Meant<string>(() => undefined)
  const { ask, answers } = asked()
  void meant.mean('up', ask)
  await answers(true)
  expect(meant.of('down')).toBe('up')
  await vi.advanceTimersByTimeAsync(1000)
  expect(meant.of('down')).toBe('down')
})

it('is at once what is so when it is refused', async () => {
  const meant = new Meant<string>(() => undefined)
  const { ask, answers } = asked()
  void meant.mean('up', ask)
  await answers(false)
  expect(meant.of('down')).toBe('down')
})

it('is not forgotten for the answer to an earlier press', async () => {
  const meant = new Meant<string>(() => undefined)
  const first = asked()
  void meant.mean('up', first.ask)
  void meant.mean('down', asked().ask)
  await first.answers(false)
  expect(meant.of('up')).toBe('down')
})

it('is told whenever it changes', async () => {
  const changed = vi.fn()
  const meant = new Meant<string>(changed)
  void meant.mean('up', asked().ask)
  meant.forget()
  meant.forget()
  expect(changed).toHaveBeenCalledTimes(2)
})
