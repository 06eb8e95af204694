/**
 * Reads questions out of a table: rows copied from a spreadsheet (tabs), or the text of a CSV file.
 *
 * A row is the question, its options, and in the column headed 答案 or `answer` what is right. Without a
 * head the last column is the answer if it looks like one (`A`, `AC`, `对`, `false`).
 */
import { MOST, newDraft, type Draft } from '@/tools/questions/draft'
import { LETTERS } from '@/tools/questions/options'

const TRUE = new Set(['对', '正确', '是', 'true', 'yes', '√', 't'])
const FALSE = new Set(['错', '错误', '否', 'false', 'no', '×', 'f'])
const ANSWER_HEADS = new Set(['答案', '正确答案', 'answer', 'right'])
const TEXT_HEADS = new Set(['题目', '题干', '问题', 'question', 'text'])
/** As many questions as a set holds. */
export const MOST_QUESTIONS = 100

/** Split a table into cells; commas or tabs, with quotes as spreadsheets write them. */
export function cellsOf(table: string): string[][] {
  const separator = table.includes('\t') ? '\t' : ','
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const text = table.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quoted) {
      if (character !== '"') cell += character
      else if (text.charAt(at + 1) === '"') cell += text.charAt((at += 1))
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === separator || character === '\n') {
      rows.at(-1)?.push(cell.trim())
      cell = ''
      if (character === '\n') rows.push([])
    } else cell += character
  }
  rows.at(-1)?.push(cell.trim())
  return rows.filter((row) => row.some(Boolean))
}

function isHead(row: readonly string[]): boolean {
  return row.some((cell) => ANSWER_HEADS.has(cell.toLowerCase()) || TEXT_HEADS.has(cell.toLowerCase()))
}

function looksLikeAnswer(cell: string): boolean {
  return TRUE.has(cell.toLowerCase()) || FALSE.has(cell.toLowerCase()) || /^[A-Ja-j][A-Ja-j、,，\s]*$/.test(cell)
}

function questionOf(text: string, options: readonly string[], answer: string): Draft {
  const word = answer.toLowerCase()
  if (options.length < 2) {
    if (TRUE.has(word) || FALSE.has(word)) return { ...newDraft('yes_no'), text, answer: [TRUE.has(word) ? 'yes' : 'no'] }
    return { ...newDraft('text'), text, answer: answer ? [answer] : null }
  }
  const names = LETTERS.slice(0, options.length)
  const letters = [...new Set([...answer.toUpperCase()].filter((letter) => names.includes(letter)))].sort()
  return { ...newDraft(letters.length > 1 ? 'multiple' : 'single'), text, options: [...options], answer: letters.length ? letters : null }
}

/** The questions of a table, at most a hundred. */
export function questionsIn(table: string): Draft[] {
  const rows = cellsOf(table)
  const head = rows[0] && isHead(rows[0]) ? rows.shift() : undefined
  const answerAt = head?.findIndex((cell) => ANSWER_HEADS.has(cell.toLowerCase())) ?? -1
  const textAt = Math.max(0, head?.findIndex((cell) => TEXT_HEADS.has(cell.toLowerCase())) ?? 0)
  return rows.slice(0, MOST_QUESTIONS).map((row) => {
    const filled = row.map((cell) => cell.slice(0, 500))
    const last = filled.map(Boolean).lastIndexOf(true)
    const at = answerAt >= 0 ? answerAt : last > 0 && looksLikeAnswer(filled[last] ?? '') ? last : -1
    const options = filled.filter((cell, n) => n !== textAt && n !== at && cell !== '').slice(0, MOST)
    return questionOf(filled[textAt] ?? '', options.map((option) => option.slice(0, 200)), (at >= 0 ? (filled[at] ?? '') : '').slice(0, 200))
  })
}
