/**
 * Makes questions out of the rows of a table, and says by row what is wrong with the others.
 *
 * With a head, columns are known by their names: 题型, 题目, 选项A …, 答案, 限时. Without one a row is the question, its
 * options, and at its end what is right if that looks like an answer (`A`, `AC`, `对`).
 */
import type { QuestionKind } from '@/protocol/messages'
import { FEWEST, MOST, newDraft, type Draft } from '@/tools/questions/draft'
import { hasOptions, LETTERS } from '@/tools/questions/options'

import type { Row } from './cells'

/** What is wrong with a row; the words are `prepare.fault.NAME`. */
export type FaultName =
  | 'no_text'
  | 'text_too_long'
  | 'unknown_kind'
  | 'too_few_options'
  | 'too_many_options'
  | 'option_gap'
  | 'option_too_long'
  | 'answer_unknown'
  | 'one_answer'
  | 'whole_order'
  | 'bad_seconds'

export interface Fault {
  row: number
  name: FaultName
  /** What stands in the cell. */
  detail: string
}

export interface Read {
  questions: Draft[]
  faults: Fault[]
}

const TRUE = new Set(['对', '正确', '是', 'true', 'yes', '√', '✓', 't'])
const FALSE = new Set(['错', '错误', '否', 'false', 'no', '×', '✗', 'f'])
const KINDS: readonly [QuestionKind, RegExp][] = [
  ['single', /^(单选|single)/],
  ['multiple', /^(多选|multiple)/],
  ['yes_no', /^(判断|是非|对错|yes|true)/],
  ['order', /^(排序|顺序|order)/],
  ['text', /^(简答|问答|填空|text|short)/],
  ['race', /^(抢答|race|first)/],
]
const HEADS = {
  kind: /^(题型|类型|kind|type)/,
  text: /^(题目|题干|问题|question|text)/,
  answer: /^(答案|正确答案|参考答案|answer|right)/,
  seconds: /(限时|时间|秒|seconds)/,
  option: /^((选项|option|choice).*|[a-j])$/,
} as const
const LONGEST = { text: 500, option: 200 } as const
const SECONDS = { least: 5, most: 3600 } as const
const BETWEEN = /[、,，;；>→\s]+/

interface Cells {
  kind: string
  text: string
  options: string[]
  answer: string
  seconds: string
}

class Wrong extends Error {
  constructor(
    readonly fault: FaultName,
    readonly detail = '',
  ) {
    super(fault)
  }
}

/** The questions of a table, and the faults of the rows that are none. */
export function readTable(rows: readonly Row[]): Read {
  const head = rows[0] && headOf(rows[0].cells)
  const read: Read = { questions: [], faults: [] }
  for (const { number, cells } of head ? rows.slice(1) : rows) {
    try {
      read.questions.push(questionOf(head ? byHead(head, cells) : byPlace(cells)))
    } catch (thrown) {
      if (!(thrown instanceof Wrong)) throw thrown
      read.faults.push({ row: number, name: thrown.fault, detail: thrown.detail })
    }
  }
  return read
}

type Column = keyof typeof HEADS

/** What each column holds; undefined without a head. */
function headOf(cells: readonly string[]): (Column | null)[] | undefined {
  const columns = cells.map((cell) => (Object.keys(HEADS) as Column[]).find((name) => HEADS[name].test(plain(cell))) ?? null)
  // A question may begin like a heading; two headings are no accident.
  return columns.includes('text') && columns.filter((column) => column !== null).length > 1 ? columns : undefined
}

function byHead(head: readonly (Column | null)[], cells: readonly string[]): Cells {
  const all = (column: Column) => head.flatMap((name, at) => (name === column ? [cells[at] ?? ''] : []))
  const one = (column: Column) => all(column)[0] ?? ''
  return { kind: one('kind'), text: one('text'), options: all('option'), answer: one('answer'), seconds: one('seconds') }
}

function byPlace([text = '', ...rest]: readonly string[]): Cells {
  const last = rest.map(Boolean).lastIndexOf(true)
  const isAnswered = looksLikeAnswer(rest[last] ?? '')
  return { kind: '', text, options: rest.slice(0, isAnswered ? last : last + 1), answer: isAnswered ? (rest[last] ?? '') : '', seconds: '' }
}

function looksLikeAnswer(cell: string): boolean {
  return TRUE.has(plain(cell)) || FALSE.has(plain(cell)) || /^[a-j]([、,，\s]*[a-j])*$/.test(plain(cell))
}

function questionOf({ kind: kindName, text, options: filled, answer, seconds }: Cells): Draft {
  const options = withoutEnd(filled)
  const kind = kindOf(kindName, options, answer)
  if (!text) throw new Wrong('no_text')
  if (text.length > LONGEST.text) throw new Wrong('text_too_long', text)
  if (hasOptions(kind)) checkOptions(options)
  const draft = { ...newDraft(kind), text, options: hasOptions(kind) ? options : [] }
  return { ...draft, answer: answerTo(draft, answer), seconds: secondsOf(seconds) }
}

function withoutEnd(options: readonly string[]): string[] {
  return options.slice(0, options.map(Boolean).lastIndexOf(true) + 1)
}

function kindOf(name: string, options: readonly string[], answer: string): QuestionKind {
  const known = KINDS.find(([, pattern]) => pattern.test(plain(name)))?.[0]
  if (known) return known
  if (name) throw new Wrong('unknown_kind', name)
  if (options.length > 0) return lettersOf(answer, options).length > 1 ? 'multiple' : 'single'
  return TRUE.has(plain(answer)) || FALSE.has(plain(answer)) ? 'yes_no' : 'text'
}

function checkOptions(options: readonly string[]): void {
  // With one left out, the letters of the answer would mean others.
  if (options.includes('')) throw new Wrong('option_gap', LETTERS.charAt(options.indexOf('')))
  if (options.length < FEWEST) throw new Wrong('too_few_options')
  if (options.length > MOST) throw new Wrong('too_many_options')
  const long = options.find((option) => option.length > LONGEST.option)
  if (long) throw new Wrong('option_too_long', long)
}

function answerTo({ kind, options }: Draft, answer: string): string[] | null {
  if (!answer || kind === 'race') return null
  if (kind === 'yes_no') return [yesOrNo(answer)]
  if (kind === 'text') {
    if (answer.length > LONGEST.option) throw new Wrong('text_too_long', answer)
    return [answer]
  }
  const letters = lettersOf(answer, options)
  if (letters.length === 0) throw new Wrong('answer_unknown', answer)
  if (kind === 'single' && letters.length > 1) throw new Wrong('one_answer', answer)
  if (kind === 'order' && letters.length !== options.length) throw new Wrong('whole_order', answer)
  return kind === 'order' ? letters : letters.sort()
}

function yesOrNo(answer: string): 'yes' | 'no' {
  if (TRUE.has(plain(answer))) return 'yes'
  if (FALSE.has(plain(answer))) return 'no'
  throw new Wrong('answer_unknown', answer)
}

/** Letters of options, or their words; none if any is not among them. */
function lettersOf(answer: string, options: readonly string[]): string[] {
  const names = LETTERS.slice(0, options.length)
  const parts = answer.split(BETWEEN).filter(Boolean)
  const letters = [...new Set(parts.flatMap((part) => [...plain(part).toUpperCase()]))]
  if (letters.every((letter) => names.includes(letter))) return letters
  const whole = options.indexOf(answer)
  if (whole >= 0) return [LETTERS.charAt(whole)]
  const places = [...new Set(parts.map((part) => options.indexOf(part)))]
  return places.includes(-1) ? [] : places.map((place) => LETTERS.charAt(place))
}

function secondsOf(text: string): number | null {
  if (!text) return null
  const seconds = Number(plain(text).replace(/\s*(秒|s|seconds)$/, ''))
  if (!Number.isInteger(seconds) || seconds < SECONDS.least || seconds > SECONDS.most) throw new Wrong('bad_seconds', text)
  return seconds
}

/** Full-width letters are letters too. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
