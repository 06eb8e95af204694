/** What the server says of a recorded lesson; the meanings stand in the OpenAPI document. */

export interface TalkFigures {
  at_ms: number
  teacher_ms: number
  pupils_ms: number | null
  both_ms: number | null
  silence_ms: number | null
  unknown_ms: number
}

export type TeachingType = 'practice' | 'lecture' | 'dialogue' | 'mixed'

export interface StFigures {
  step_ms: number
  /** A letter each step: T, S, or - where nobody knows. */
  samples: string
  n: number
  teacher: number
  runs: number
  rt: number
  ch: number
  type: TeachingType
}

export interface AnswerFigures {
  questions: number
  rated: number
  right: number
}

export interface ClassroomFigures {
  member: string
  name: string
  place: string
  present_ms: number
  turns: number
  floor_ms: number
  spoke_ms: number | null
  stage_ms: number
  hands: number
  waits: { count: number; p50_ms: number | null; max_ms: number | null }
  marks: number
  messages: number
  answers: AnswerFigures | null
}

export interface Analysis {
  recording: string
  title: string
  duration_ms: number
  basis: 'header' | 'payload' | 'unknown'
  withheld: ('classroom_sound' | 'answers')[]
  talk: TalkFigures | null
  minute_ms: number
  minutes: TalkFigures[]
  st: StFigures | null
  classrooms: ClassroomFigures[]
  teacher_stage_ms: number
  questions: number
  beside_teacher: AnswerFigures | null
}

export type Verdict = 'fit' | 'flawed' | 'unfit'
export type Gravity = 'unfit' | 'flawed' | 'note'

export interface FitnessReason {
  code: string
  gravity: Gravity
  source: string
  numbers: Record<string, number>
  words: string
}

export interface FitnessTrack {
  source: string
  name: string
  kind: 'audio' | 'video'
  expected_ms: number
  lost_ms: number
  bytes: number
  holes: [number, number][]
  lines: number | null
  level_dbov: number | null
  basis: 'header' | 'payload' | 'unknown' | null
}

export interface Fitness {
  verdict: Verdict
  reasons: FitnessReason[]
  tracks: FitnessTrack[]
  not_judged: string[]
}
