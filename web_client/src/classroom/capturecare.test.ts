import { expect, it } from 'vitest'

import { CaptureCare, type CaptureLook } from './capturecare'

const still: CaptureLook = { frames: 7, muted: false, expected: true }

/** What is said once a second. */
function watch(care: CaptureCare, look: (second: number) => CaptureLook, seconds: number, from = 0): string[] {
  return Array.from({ length: seconds }, (_, n) => care.look(look(from + n), (from + n) * 1000))
}

it('is content while frames come', () => {
  expect(new Set(watch(new CaptureCare(), (n) => ({ ...still, frames: n * 25 }), 30))).toEqual(new Set(['well']))
})

it('opens a camera anew that has stood still for five seconds', () => {
  const said = watch(new CaptureCare(), () => still, 8)
  expect(said.indexOf('restart')).toBeGreaterThanOrEqual(5)
  expect(said.indexOf('restart')).toBeLessThanOrEqual(6)
})

it('opens a device anew that the system calls muted', () => {
  expect(watch(new CaptureCare(), () => ({ frames: null, muted: true, expected: true }), 8)).toContain('restart')
})

it('tries more and more rarely', () => {
  const care = new CaptureCare()
  const restarts: number[] = []
  for (let second = 0; second < 200; second += 1) {
    if (care.look(still, second * 1000) === 'restart') {
      restarts.push(second)
      care.fresh(second * 1000)
    }
  }
  const gaps = restarts.slice(1).map((second, n) => second - (restarts[n] ?? 0))
  expect(gaps[0]).toBeLessThan(8)
  expect(gaps.at(-1)).toBeGreaterThanOrEqual(40)
  expect(Math.max(...gaps)).toBeLessThanOrEqual(70)
})

it('begins anew with short pauses once pictures have come again', () => {
  const care = new CaptureCare()
  watch(care, () => still, 30)
  watch(care, (n) => ({ ...still, frames: n }), 5, 30)
  expect(watch(care, () => ({ ...still, frames: 34 }), 9, 35)).toContain('restart')
})

it('expects nothing of a camera that is switched off or a page that is hidden', () => {
  expect(watch(new CaptureCare(), () => ({ ...still, expected: false }), 60)).not.toContain('restart')
})
