import { expect, it } from 'vitest'

import type { TimerState } from '@/protocol/messages'

import { leftMs, leftText } from './clock'

const timer = (change: Partial<TimerState>): TimerState => ({
  kind: 'timer', title: '', started_at: 0, ends_at: null, paused_ms_left: null, ...change,
})

it('counts down to its end', () => {
  expect(leftMs(timer({ ends_at: 90_000 }), 60_000)).toBe(30_000)
})

it('stands still while it is paused', () => {
  expect(leftMs(timer({ paused_ms_left: 12_000 }), 60_000)).toBe(12_000)
})

it('is nothing where no timer was started', () => {
  expect(leftMs(timer({ kind: null }), 0)).toBeNull()
})

it('shows the last second until it is over', () => {
  expect([leftText(1000), leftText(1), leftText(0), leftText(-5000)]).toEqual(['0:01', '0:01', '0:00', '0:00'])
})

it('writes hours where there are any', () => {
  expect(leftText(3_725_000)).toBe('1:02:05')
})
