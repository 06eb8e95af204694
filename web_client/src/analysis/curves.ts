/** Turns figures into what charts draw, without any chart in it. */
import type { Analysis, ClassroomFigures, StFigures, TalkFigures } from './types'

const MINUTE_MS = 60_000

/** A point of the S-T curve: minutes of T to the right, of S upwards, and the moment of the lesson. */
export interface StPoint {
  teacher: number
  student: number
  atMs: number
}

/** The curve begins at nought; every T goes one sample to the right, every S one up. What nobody knows is no point. */
export function stCurve(st: StFigures): StPoint[] {
  const step = st.step_ms / MINUTE_MS
  const points: StPoint[] = []
  let before: StPoint = { teacher: 0, student: 0, atMs: 0 }
  points.push(before)
  for (const [index, letter] of [...st.samples].entries()) {
    if (letter !== 'T' && letter !== 'S') continue
    const [right, up] = letter === 'T' ? [step, 0] : [0, step]
    before = { teacher: before.teacher + right, student: before.student + up, atMs: (index + 1) * st.step_ms }
    points.push(before)
  }
  return points
}

export type Talker = 'teacher' | 'pupils' | 'both' | 'silence' | 'unknown'
export const TALKERS: readonly Talker[] = ['teacher', 'pupils', 'both', 'silence', 'unknown']

/** Those that say something of this lesson: what nobody was told of, or is not known of a moment of it, is left out. */
export function talkersOf(figures: TalkFigures): Talker[] {
  return TALKERS.filter((talker) => (talker === 'unknown' ? figures.unknown_ms > 0 : talked(figures, talker) !== null))
}

/** How long somebody talked, or null where that is not shown to whoever asks. */
export const talked = (figures: TalkFigures, talker: Talker): number | null => figures[`${talker}_ms`]

/** Shares of the whole that are known, in their order; each 0 to 1. */
export function shares(figures: TalkFigures, wholeMs: number): { talker: Talker; share: number }[] {
  if (wholeMs <= 0) return []
  return talkersOf(figures).map((talker) => ({ talker, share: (talked(figures, talker) ?? 0) / wholeMs }))
}

/** Who takes part least is at the end: the eye of whoever looks for that goes there. */
export function byPart(classrooms: readonly ClassroomFigures[]): ClassroomFigures[] {
  return [...classrooms].sort((one, other) => other.floor_ms - one.floor_ms || other.stage_ms - one.stage_ms)
}

/** Whether a classroom did anything that the lesson knows of. */
export function tookPart(classroom: ClassroomFigures): boolean {
  const answered = classroom.answers?.questions ?? 0
  return classroom.turns + classroom.hands + classroom.marks + classroom.messages + answered > 0
}

/** Whether there is anything to draw at all. */
export const isEmpty = (analysis: Analysis): boolean => !analysis.talk && !analysis.st && analysis.classrooms.length === 0
