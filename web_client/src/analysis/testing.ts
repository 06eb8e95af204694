/** Figures for tests. */
import type { Analysis, ClassroomFigures, StFigures, TalkFigures } from './types'

export function st(samples: string, fields: Partial<StFigures> = {}): StFigures {
  const [teacher, n] = [samples.replace(/[^T]/g, '').length, samples.replace('-', '').length]
  return { step_ms: 30_000, samples, n, teacher, runs: 1, rt: teacher / n, ch: 0, type: 'mixed', ...fields }
}

export function talk(teacher_ms: number, pupils_ms: number | null, both_ms: number | null, silence_ms: number | null, fields: Partial<TalkFigures> = {}): TalkFigures {
  return { at_ms: 0, teacher_ms, pupils_ms, both_ms, silence_ms, unknown_ms: 0, ...fields }
}

export function classroom(member: string, fields: Partial<ClassroomFigures> = {}): ClassroomFigures {
  return {
    member,
    name: member,
    place: '',
    present_ms: 0,
    turns: 0,
    floor_ms: 0,
    spoke_ms: null,
    stage_ms: 0,
    hands: 0,
    waits: { count: 0, p50_ms: null, max_ms: null },
    marks: 0,
    messages: 0,
    answers: null,
    ...fields,
  }
}

export function analysis(fields: Partial<Analysis> = {}): Analysis {
  return {
    recording: 'r1',
    title: '',
    duration_ms: 120_000,
    basis: 'header',
    withheld: [],
    talk: talk(60_000, 30_000, 0, 30_000),
    minute_ms: 60_000,
    minutes: [talk(40_000, 10_000, 0, 10_000), talk(20_000, 20_000, 0, 20_000, { at_ms: 60_000 })],
    st: st('TTSS'),
    classrooms: [classroom('a')],
    teacher_stage_ms: 0,
    questions: 0,
    beside_teacher: null,
    ...fields,
  }
}
