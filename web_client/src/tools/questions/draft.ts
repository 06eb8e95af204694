/** A question before it is asked: as it is written by a teacher, kept in a set, and sent. */
import type { OpenQuestion, QuestionKind } from '@/protocol/messages'

import { choicesOf, hasOptions, isComplete, LETTERS } from './options'

export interface Draft {
  kind: QuestionKind
  text: string
  options: string[]
  /** The right answer, if there is one. */
  answer: string[] | null
  changeable: boolean
  /** It closes by itself after so many seconds. */
  seconds: number | null
}

export const KINDS: readonly QuestionKind[] = ['single', 'multiple', 'yes_no', 'order', 'text', 'race']
export const FEWEST = 2
export const MOST = LETTERS.length

export function newDraft(kind: QuestionKind, options = 4): Draft {
  return { kind, text: '', options: hasOptions(kind) ? Array.from({ length: options }, () => '') : [], answer: null, changeable: true, seconds: null }
}

/** The same question of another kind: what does not fit it any more is left out. */
export function ofKind(draft: Draft, kind: QuestionKind): Draft {
  const options = hasOptions(kind) ? (draft.options.length ? draft.options : newDraft(kind).options) : []
  return fitted({ ...draft, kind, options })
}

/** With one option more or less; the right answer keeps what is still there. */
export function withOptions(draft: Draft, options: string[]): Draft {
  return fitted({ ...draft, options })
}

/** Mark or unmark an option as right. */
export function marked(draft: Draft, name: string): Draft {
  const answer = draft.answer ?? []
  if (draft.kind === 'single' || draft.kind === 'yes_no') return { ...draft, answer: answer[0] === name ? null : [name] }
  const next = answer.includes(name) ? answer.filter((each) => each !== name) : [...answer, name]
  const ordered = draft.kind === 'multiple' ? next.sort() : next
  return { ...draft, answer: ordered.length ? ordered : null }
}

function fitted(draft: Draft): Draft {
  if (draft.kind === 'text') return { ...draft, answer: null }
  const names = choicesOf(draft).map(({ name }) => name)
  const answer = (draft.answer ?? []).filter((name) => names.includes(name))
  const one = draft.kind === 'single' || draft.kind === 'yes_no' ? answer.slice(0, 1) : answer
  return { ...draft, answer: one.length ? one : null }
}

/** Whether it can be asked. An order needs all its options in the right answer, or none. */
export function isAskable(draft: Draft): boolean {
  if (hasOptions(draft.kind) && (draft.options.length < FEWEST || draft.options.length > MOST)) return false
  return draft.answer === null || isComplete(draft, draft.answer)
}

/** The wish that asks it. */
export function wishOf(draft: Draft): Omit<OpenQuestion, 'id'> {
  const { kind, text, options, answer, changeable, seconds } = draft
  return { type: 'open_question', kind, text: text.trim(), options: options.map((option) => option.trim()), answer, changeable, seconds }
}
