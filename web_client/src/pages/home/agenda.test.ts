import { describe, expect, it } from 'vitest'

import type { Lesson } from '@/api/types'

import { agenda } from './agenda'

const MINUTE = 60_000
const NOW = 1000 * MINUTE

function lessonAt(id: string, minutes: number, phase: Lesson['phase'] = 'waiting'): Lesson {
  const starts_at = NOW + minutes * MINUTE
  return {
    id, title: id, subject: '', form: 'synchronous', phase, starts_at, ends_at: starts_at + 45 * MINUTE, started_at: null, ended_at: null,
    record: true, teacher: null, master: null, classrooms: [], recording: null,
  }
}

const standings = (...lessons: Lesson[]): [string, string][] => agenda(lessons, NOW).map(({ lesson, standing }) => [lesson.id, standing])

describe('the day of a teacher', () => {
  it('shows the running lesson first, then the next, and what is over last', () => {
    const day = [lessonAt('over', -180, 'ended'), lessonAt('later', 120), lessonAt('next', 10), lessonAt('now', -5, 'live')]
    expect(standings(...day)).toEqual([['now', 'live'], ['next', 'next'], ['later', 'later'], ['over', 'ended']])
  })

  it('calls for a lesson whose bell has rung', () => {
    expect(standings(lessonAt('late', -20))).toEqual([['late', 'due']])
  })

  it('says that a lesson was never held', () => {
    expect(standings(lessonAt('missed', -60))).toEqual([['missed', 'missed']])
  })
})
