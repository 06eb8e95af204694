import { describe, expect, it } from 'vitest'

import type { Recording } from '@/api/types'

import { search } from './search'

function recordingOf(title: string, teacher: string, school: string): Recording {
  const lesson = {
    id: title, title, subject: '语文', form: 'synchronous', phase: 'ended' as const, starts_at: 0, ends_at: 0, started_at: 0, ended_at: 0,
    record: true, teacher: { id: 't', name: teacher }, master: null, classrooms: [{ id: 'c', name: '三年级', school }], recording: title,
  }
  return { id: title, lesson, state: 'ready', started_at: 0, duration_ms: 0, bytes: 0 }
}

const all = [recordingOf('荷塘月色', '王雪梅', '青石村小学'), recordingOf('Zoo', 'Chen Li', '河湾教学点')]
const titles = (typed: string): string[] => search(all, typed).map((recording) => recording.id)

describe('searching the library', () => {
  it('shows everything while nothing is typed', () => expect(titles('  ')).toEqual(['荷塘月色', 'Zoo']))
  it('finds by title', () => expect(titles('月色')).toEqual(['荷塘月色']))
  it('finds by teacher, whatever the case', () => expect(titles('chen')).toEqual(['Zoo']))
  it('finds by a classroom’s school', () => expect(titles('河湾')).toEqual(['Zoo']))
  it('wants every word', () => expect(titles('语文 王雪梅')).toEqual(['荷塘月色']))
  it('finds nothing rather than anything', () => expect(titles('物理')).toEqual([]))
})
