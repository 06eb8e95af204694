import { expect, it } from 'vitest'

import type { Lesson, TerminalEntry } from '@/api/types'

import { shouldReload } from './build'
import { forgetEntry, rememberedEntry, rememberEntry } from './remembered'
import { around, timetable } from './timetable'

const lesson = (id: string, starts_at: number, phase: Lesson['phase'] = 'waiting') =>
  ({ id, title: id, phase, starts_at, ends_at: starts_at + 40 }) as Lesson
const ENTRY = {
  lesson: lesson('b', 100),
  lessons: [lesson('a', 0, 'ended'), lesson('b', 100), lesson('c', 200)],
  day_ends_at: 1000,
  ticket: 'a secret',
  ice_servers: [{ urls: [], username: 'turn', credential: 'another' }],
} as unknown as TerminalEntry

function storage() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

it('remembers the timetable without what opens doors', () => {
  const disk = storage()
  rememberEntry(ENTRY, disk)
  expect(rememberedEntry(disk, 500)?.lessons).toHaveLength(3)
  expect([...disk.kept.values()].join()).not.toMatch(/secret|another/)
})

it('knows no lessons of yesterday', () => {
  const disk = storage()
  rememberEntry(ENTRY, disk)
  expect(rememberedEntry(disk, 1000)).toMatchObject({ lesson: null, lessons: [] })
})

it('remembers nothing once it was forgotten, or was never right', () => {
  const disk = storage()
  rememberEntry(ENTRY, disk)
  forgetEntry(disk)
  expect(rememberedEntry(disk, 0)).toBeNull()
  disk.setItem('tongke.terminal.entry', 'no JSON')
  expect(rememberedEntry(disk, 0)).toBeNull()
})

it('marks what is over, what is next, and what comes later', () => {
  expect(timetable(ENTRY, 50).map(({ standing }) => standing)).toEqual(['over', 'next', 'later'])
  const live = { ...ENTRY, lessons: [lesson('b', 100, 'live')] }
  expect(timetable(live, 120)[0]?.standing).toBe('live')
})

it('shows the rows around the next lesson of a long day', () => {
  const lessons = Array.from({ length: 12 }, (_, n) => lesson(`${n}`, n * 100, n < 6 ? 'ended' : 'waiting'))
  const rows = timetable({ ...ENTRY, lessons, lesson: lessons[6] ?? null }, 590)
  expect(around(rows, 5).map((row) => row.lesson.id)).toEqual(['5', '6', '7', '8', '9'])
  expect(around(rows.slice(0, 3), 5)).toHaveLength(3)
})

it('reloads for a newer build, once for each', () => {
  const disk = storage()
  expect(shouldReload('old', 'new', disk)).toBe(true)
  expect(shouldReload('old', 'new', disk)).toBe(false)
  expect(shouldReload('new', 'new', disk)).toBe(false)
  expect(shouldReload('', 'new', disk)).toBe(false)
})
