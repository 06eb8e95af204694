/** What a lesson can be read by: every turn of it in order, to be jumped to. */
import { contentOf } from '@/classroom/content'
import type { Cue, CueEvent, RoomState } from '@/protocol/messages'

import type { Moment } from './spans'

/** One line: `kind` names its words, `name` and `text` are what happened to whom. */
export interface LogEntry {
  n: number
  /** Lesson seconds. */
  at: number
  kind: LogKind
  name: string
  text: string
}

export type LogKind = 'start' | 'end' | 'page' | 'board' | 'clip' | 'screen' | 'floor' | 'question' | 'answer' | 'race' | 'help' | 'chat' | 'timer' | 'roll'

type Line = Pick<LogEntry, 'kind' | 'name' | 'text'>
type EventOf<T extends CueEvent['type']> = Extract<CueEvent, { type: T }>
type Lines = { [T in CueEvent['type']]?: (event: EventOf<T>, after: RoomState, by: string) => Line | null }

const line = (kind: LogKind, name = '', text = ''): Line => ({ kind, name, text })
const nameOf = (state: RoomState, member: string): string => state.members[member]?.name ?? member

const LINES: Lines = {
  lesson_started: () => line('start'),
  lesson_ended: () => line('end'),
  page_shown: ({ page }, state) => {
    const content = contentOf(state)
    return content?.kind === 'page' ? line('page', content.document.title, String(page)) : null
  },
  board_shown: () => line('board'),
  clip_played: ({ document }, state) => line('clip', state.courseware.documents[document]?.title ?? ''),
  source_added: ({ source }, state) => (source.kind === 'screen' ? line('screen', nameOf(state, source.member)) : null),
  floor_given: ({ member }, state) => line('floor', nameOf(state, member)),
  question_opened: ({ question }) => line('question', '', question.text),
  answer_revealed: ({ answer }) => line('answer', '', answer?.join(' ') ?? ''),
  race_decided: ({ racers }, state) => line('race', racers[0] ? nameOf(state, racers[0].place) : ''),
  help_asked: ({ member, kind }, state) => line('help', nameOf(state, member), kind),
  chat_said: ({ text }, state, by) => line('chat', nameOf(state, by), text),
  timer_started: ({ title }) => line('timer', '', title),
  roll_confirmed: ({ member, present }, state) => line('roll', nameOf(state, member), String(present)),
}

/** The log of a lesson from its cues and the state after each; what was taken out of the chat is not in it. */
export function logOf(cues: readonly Cue[], moments: readonly Moment[]): LogEntry[] {
  const removed = new Set(cues.flatMap(({ event }) => (event.type === 'chat_removed' ? [event.n] : [])))
  return cues.flatMap((cue, index) => {
    const moment = moments[index]
    if (!moment || removed.has(cue.n)) return []
    // Which event goes with which line is the table's to know.
    const tell = LINES[cue.event.type] as ((event: CueEvent, after: RoomState, by: string) => Line | null) | undefined
    const told = tell?.(cue.event, moment.state, cue.by ?? '')
    return told ? [{ n: cue.n, at: Math.max(moment.at, 0), ...told }] : []
  })
}

/** The place in the log of what happened last at `position`; -1 before its first line. */
export function lineAt(log: readonly LogEntry[], position: number): number {
  return log.filter(({ at }) => at <= position).length - 1
}
