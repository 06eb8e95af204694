/**
 * Says to a classroom why something that it wished did not happen, in words for pupils.
 *
 * The server's own words are for teachers: what to do is theirs to do.
 */
import type { Outgoing } from '@/classroom/requests'

/** How long it stays on the screen. */
export const TOLD_MS = 7_000
/** Words for a code, `terminal.refusal.NAME`; several codes are the same to pupils. */
const NAMES: Readonly<Record<string, string>> = {
  may_not_write: 'may_not_write',
  page_gone: 'page_gone',
  surface_gone: 'page_gone',
  surface_full: 'page_full',
  board_full: 'page_full',
  stroke_too_long: 'stroke_too_long',
  board_text_too_long: 'text_too_long',
  text_too_long: 'text_too_long',
  not_your_mark: 'not_your_mark',
  question_closed: 'question_closed',
  no_such_question: 'question_closed',
  answer_final: 'answer_final',
  bad_answer: 'bad_answer',
  too_many_pupils: 'too_many_pupils',
  floor_not_free: 'floor_not_free',
  floor_full: 'floor_full',
  too_many: 'too_many',
  chat_too_fast: 'too_many',
  timed_out: 'timed_out',
  not_allowed: 'not_allowed',
  whisper_to_nobody: 'whisper_to_nobody',
}
/** What is said of every other code. */
const OTHER = 'other'
/** A race says on its own large button that a press did not count. */
const SAID_ELSEWHERE: ReadonlySet<Outgoing['type']> = new Set(['press'])

/** The name of the words for a refused wish; `null` for what a classroom did not wish itself, or is told elsewhere. */
export function wordsFor(code: string, wish: Outgoing['type'] | null): string | null {
  return wish === null || SAID_ELSEWHERE.has(wish) ? null : (NAMES[code] ?? OTHER)
}

/** The last refusal, for as long as it takes to read it. */
export class Refusals {
  private last: { words: string; until: number } | null = null

  hear(code: string, wish: Outgoing['type'] | null, now: number): void {
    const words = wordsFor(code, wish)
    if (words) this.last = { words, until: now + TOLD_MS }
  }

  /** What to show at `now` (milliseconds), if anything. */
  current(now: number): string | null {
    return this.last && now < this.last.until ? this.last.words : null
  }
}
