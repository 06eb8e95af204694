import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Lesson, TerminalEntry } from '@/api/types'
import { Problem } from '@/classroom/problem'

import { takeKey } from './key'
import { Visit } from './visit'

function entry(lesson: string | null, change: Partial<TerminalEntry> = {}, phase: Lesson['phase'] = 'waiting'): TerminalEntry {
  return {
    terminal: { id: 't', name: '' },
    classroom: { id: 'c', name: '三年级', school: '沙坪小学' },
    lesson: lesson === null ? null : ({ id: lesson, title: lesson, phase } as Lesson),
    ticket: lesson === null ? null : `ticket for ${lesson}`,
    lessons: [],
    day_ends_at: Date.now() + 3_600_000,
    site: '同课',
    timezone: 'Asia/Shanghai',
    build: '',
    expires_at: null,
    ice_servers: [],
    server_time: Date.now(),
    ...change,
  }
}

function setUp(first: TerminalEntry | Problem, remembered: TerminalEntry | null = null) {
  let answer = first
  const enter = vi.fn(async () => {
    if (answer instanceof Problem) throw answer
    return answer
  })
  const visit = new Visit({ enter, onChange: () => undefined, remembered, random: () => 1 })
  return { visit, enter, answers: (next: TerminalEntry | Problem) => void (answer = next) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a terminal', () => {
  it('goes into the lesson that has a ticket', async () => {
    const { visit } = setUp(entry('math'))
    await visit.start()
    expect(visit.view.step).toBe('lesson')
    expect(await visit.admission(false)).toEqual({ ticket: 'ticket for math', iceServers: [] })
  })

  it('waits for the ticket of a later lesson', async () => {
    const { visit, answers } = setUp(entry('math', { ticket: null }))
    await visit.start()
    expect(visit.view.step).toBe('waiting')
    answers(entry('math'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(visit.view.step).toBe('lesson')
  })

  it('tries for ever when the server does not answer', async () => {
    const { visit, enter, answers } = setUp(new Problem('offline'))
    await visit.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(enter.mock.calls.length).toBeGreaterThan(12)
    answers(entry('math'))
    await vi.advanceTimersByTimeAsync(5000)
    expect(visit.view.step).toBe('lesson')
  })

  it('goes on showing the lesson it waits for while the server is away', async () => {
    const { visit, answers } = setUp(entry('math', { ticket: null }))
    await visit.start()
    answers(new Problem('offline'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(visit.view).toMatchObject({ step: 'waiting', problem: { code: 'offline' } })
    expect(visit.view.entry?.lesson?.id).toBe('math')
  })

  it('says that its link is not valid, and goes on trying', async () => {
    const { visit, answers } = setUp(new Problem('unknown_terminal'))
    await visit.start()
    expect(visit.view.step).toBe('refused')
    answers(entry(null))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(visit.view.step).toBe('waiting')
  })

  it('shows what it knew when it starts without the server', async () => {
    const { visit } = setUp(new Problem('offline'), entry('math', { ticket: null }))
    await visit.start()
    expect(visit.view).toMatchObject({ step: 'waiting', entry: { lesson: { id: 'math' } }, problem: { code: 'offline' } })
  })

  it('shows its classroom but no lesson of yesterday', async () => {
    const { visit } = setUp(new Problem('offline'), entry('math', { day_ends_at: Date.now() - 1 }))
    await visit.start()
    expect(visit.view).toMatchObject({ step: 'waiting', entry: { lesson: null, classroom: { id: 'c' } } })
  })

  it('does not take a tired server for a refusal', async () => {
    const { visit } = setUp(new Problem('database_gone'), entry('math', { ticket: null }))
    await visit.start()
    expect(visit.view.step).toBe('waiting')
  })

  it('is refused at once when it is revoked in the middle of a lesson', async () => {
    const { visit } = setUp(entry('math'))
    await visit.start()
    visit.closed(new Problem('terminal_revoked'))
    expect(visit.view).toMatchObject({ step: 'refused', problem: { code: 'terminal_revoked' } })
  })

  it('goes to its new classroom at once when it is moved', async () => {
    const { visit, answers } = setUp(entry('math'))
    await visit.start()
    answers(entry('music'))
    visit.closed(new Problem('terminal_moved'))
    await vi.advanceTimersByTimeAsync(0)
    expect(visit.view.entry?.lesson?.id).toBe('music')
  })

  it('stays away when another window has the classroom, until it is asked back', async () => {
    const { visit, enter } = setUp(entry('math'))
    await visit.start()
    visit.closed(new Problem('displaced'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(enter).toHaveBeenCalledTimes(1)
    expect(visit.view.step).toBe('displaced')
    await visit.start()
    expect(visit.view.step).toBe('lesson')
  })

  it('comes back by itself when the conversation is closed', async () => {
    const { visit } = setUp(entry('math'))
    await visit.start()
    visit.closed(new Problem('ticket_invalid'))
    expect(visit.view.step).toBe('entering')
    await vi.advanceTimersByTimeAsync(5000)
    expect(visit.view.step).toBe('lesson')
  })
})

describe('a terminal that waits in one lesson', () => {
  it('goes into another one that the teacher has started first', async () => {
    const { visit, answers } = setUp(entry('math'))
    await visit.start()
    answers(entry('music', {}, 'live'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(visit.view).toMatchObject({ step: 'lesson', entry: { lesson: { id: 'music' } } })
  })

  it('stays when another one comes next but has not begun', async () => {
    const { visit, answers } = setUp(entry('math'))
    await visit.start()
    answers(entry('music'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(visit.view.entry?.lesson?.id).toBe('math')
  })

  it('stays when the server does not answer', async () => {
    const { visit, answers } = setUp(entry('math'))
    await visit.start()
    answers(new Problem('offline'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(visit.view.step).toBe('lesson')
  })

  it('is not called away once the lesson runs', async () => {
    const { visit, enter } = setUp(entry('math'))
    await visit.start()
    visit.began()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(enter).toHaveBeenCalledTimes(1)
  })
})

describe('an answer from before the lesson began', () => {
  it.each([
    ['calls nobody away from it', (visit: Visit) => visit.began(), 'lesson'],
    ['does not take the classroom back from another window', (visit: Visit) => visit.closed(new Problem('displaced')), 'displaced'],
  ])('%s', async (_, happens, step) => {
    const { visit, enter } = setUp(entry('math'))
    await visit.start()
    enter.mockImplementationOnce(() => new Promise((resolve) => setTimeout(() => resolve(entry('art', {}, 'live')), 400)))
    await vi.advanceTimersByTimeAsync(10_200)
    happens(visit)
    await vi.advanceTimersByTimeAsync(60_000)
    expect([visit.view.step, visit.view.entry?.lesson?.id, enter.mock.calls.length]).toEqual([step, 'math', 2])
  })
})

describe('a newer page', () => {
  it('is loaded while nobody teaches: without a lesson, or in the room of one that has not begun', async () => {
    const { visit, answers } = setUp(entry(null))
    await visit.start()
    expect(visit.isQuiet).toBe(true)
    answers(entry('math'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect([visit.view.step, visit.isQuiet]).toEqual(['lesson', true])
  })

  it('waits for the end of a lesson that runs', async () => {
    const { visit, answers } = setUp(entry('math'))
    await visit.start()
    visit.began()
    expect(visit.isQuiet).toBe(false)
    answers(entry(null))
    visit.over()
    await vi.advanceTimersByTimeAsync(1500)
    expect([visit.view.step, visit.isQuiet]).toEqual(['thanks', false])
    await vi.advanceTimersByTimeAsync(70_000)
    expect([visit.view.step, visit.isQuiet]).toEqual(['waiting', true])
  })

  it('does not disturb a lesson that is joined while it runs', async () => {
    const { visit } = setUp(entry('math', {}, 'live'))
    await visit.start()
    expect(visit.isQuiet).toBe(false)
  })
})

describe('a server that is away for an hour', () => {
  it('is asked all the time, leaves clock and timetable as they were, and is joined when it is back', async () => {
    const { visit, enter, answers } = setUp(entry('math', { ticket: null, server_time: Date.now() + 90_000 }))
    await visit.start()
    const ahead = visit.serverTime() - Date.now()
    answers(new Problem('offline'))
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(enter.mock.calls.length).toBeGreaterThan(600)
    expect(visit.view).toMatchObject({ step: 'waiting', problem: { code: 'offline' } })
    expect(visit.serverTime() - Date.now()).toBe(ahead)
    answers(entry('math'))
    await vi.advanceTimersByTimeAsync(5000)
    expect(visit.view).toMatchObject({ step: 'lesson', problem: null })
  })
})

describe('after a lesson', () => {
  it('thanks for a minute, then waits for the next one', async () => {
    const { visit, answers } = setUp(entry('math'))
    await visit.start()
    answers(entry('music'))
    visit.over()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(visit.view).toMatchObject({ step: 'thanks', attended: 'math' })
    await vi.advanceTimersByTimeAsync(40_000)
    expect(visit.view.step).toBe('lesson')
  })

  it('goes straight into the next one when that runs already', async () => {
    const { visit, answers } = setUp(entry('math'))
    await visit.start()
    answers(entry('music', {}, 'live'))
    visit.over()
    await vi.advanceTimersByTimeAsync(1500)
    expect(visit.view).toMatchObject({ step: 'lesson', entry: { lesson: { id: 'music' } } })
  })

  it('does not go back into the lesson that has ended', async () => {
    const { visit } = setUp(entry('math'))
    await visit.start()
    visit.over()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(visit.view.step).toBe('waiting')
  })
})

describe('a fresh ticket', () => {
  it('is asked for at the door', async () => {
    const { visit, answers } = setUp(entry('math'))
    await visit.start()
    answers(entry('math', { ticket: 'new' }))
    expect((await visit.admission(true)).ticket).toBe('new')
  })

  it('is refused when another lesson has begun meanwhile', async () => {
    const { visit, answers } = setUp(entry('math'))
    await visit.start()
    answers(entry('music'))
    await expect(visit.admission(true)).rejects.toMatchObject({ code: 'lesson_over' })
  })
})

it('remembers the key of its link', () => {
  const kept = new Map<string, string>()
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  expect(takeKey({ hash: '' }, storage)).toBeNull()
  expect(takeKey({ hash: '#key=k1' }, storage)).toBe('k1')
  expect(takeKey({ hash: '' }, storage)).toBe('k1')
})
