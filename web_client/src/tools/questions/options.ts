/** What the options of a question are called, and whether an answer is complete. */
import type { Question, QuestionKind } from '@/protocol/messages'

export const LETTERS = 'ABCDEFGHIJ'

const WITH_OPTIONS: readonly QuestionKind[] = ['single', 'multiple', 'order']

export interface Choice {
  /** As it is sent: a letter, `yes` or `no`. */
  name: string
  /** What is asked under this letter; may be empty. */
  text: string
}

export function hasOptions(kind: QuestionKind): boolean {
  return WITH_OPTIONS.includes(kind)
}

/** The options in their order; none where one answers in words or by pressing. */
export function choicesOf(question: Pick<Question, 'kind' | 'options'>): Choice[] {
  if (question.kind === 'yes_no') return ['yes', 'no'].map((name) => ({ name, text: '' }))
  return hasOptions(question.kind) ? question.options.map((text, n) => ({ name: LETTERS.charAt(n), text })) : []
}

/** Take up or leave an option: the answer after a press, by the kind of the question. */
export function pressed(question: Pick<Question, 'kind'>, given: readonly string[], name: string): string[] {
  if (question.kind === 'single' || question.kind === 'yes_no') return [name]
  if (given.includes(name)) return given.filter((each) => each !== name)
  return question.kind === 'order' ? [...given, name] : [...given, name].sort()
}

/** Whether an answer may be sent. */
export function isComplete(question: Pick<Question, 'kind' | 'options'>, given: readonly string[]): boolean {
  if (question.kind === 'order') return given.length === question.options.length
  if (question.kind === 'race') return true
  return given.length > 0 && given.every((each) => each.trim() !== '')
}

/** Whether it waits for a press of its own to be sent: one option is sent as soon as it is chosen. */
export function needsSending(kind: QuestionKind): boolean {
  return kind === 'multiple' || kind === 'order' || kind === 'text'
}
