import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { isAskable } from '@/tools/questions/draft'

import { rowsOf, rowsOfText } from './cells'
import { readTable } from './table'

const TEMPLATE = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../tests/data/questions/template.json'), 'utf8')) as Record<string, string[][]>

const questions = (text: string) => readTable(rowsOfText(text)).questions
const faults = (text: string) => readTable(rowsOfText(text)).faults.map(({ row, name }) => [row, name])

describe('a table of questions', () => {
  it('is read as spreadsheets copy it', () => {
    const [question] = questions('哪个有三个角？\t三角形\t圆\tA\n')
    expect(question).toMatchObject({ kind: 'single', text: '哪个有三个角？', options: ['三角形', '圆'], answer: ['A'] })
  })

  it('is read as a file with quotes and a head', () => {
    const [question] = questions('\ufeff题目,选项,选项,选项,答案\r\n"春, ""夏""",花,雪,柳,"A,C"\r\n')
    expect(question).toMatchObject({ kind: 'multiple', text: '春, "夏"', options: ['花', '雪', '柳'], answer: ['A', 'C'] })
  })

  it('is read with semicolons too', () => {
    expect(questions('题目;A;B;答案\n哪个大？;象;蚁;Ａ')).toMatchObject([{ options: ['象', '蚁'], answer: ['A'] }])
  })

  it('has true and false, and questions in words', () => {
    expect(questions('圆有角\t错\n默写首句\t').map(({ kind, answer }) => [kind, answer])).toEqual([
      ['yes_no', ['no']],
      ['text', null],
    ])
  })

  it('names kinds, times and the right order', () => {
    const [order] = questions('题型,题目,选项A,选项B,选项C,答案,限时（秒）\n排序题,排一排,夏,春,秋,B>A>C,60\n')
    expect(order).toMatchObject({ kind: 'order', answer: ['B', 'A', 'C'], seconds: 60 })
  })

  it('may give the words of an option as the answer', () => {
    expect(questions('题目,选项,选项,答案\n哪个有角？,方,圆,方\n哪些是花？,菊,兰,菊、兰')).toMatchObject([{ answer: ['A'] }, { kind: 'multiple', answer: ['A', 'B'] }])
  })

  it('leaves columns alone that are none of a question', () => {
    expect(questions('难度,题目,A,B,答案,解析\n易,几条腿？,二,四,B,数一数')).toMatchObject([{ options: ['二', '四'], answer: ['B'] }])
  })

  it('is nothing when it is empty', () => {
    expect(readTable(rowsOfText('\n\n'))).toEqual({ questions: [], faults: [] })
  })
})

describe('a row that is no question', () => {
  const HEAD = '题型,题目,A,B,C,答案,限时\n'
  it.each([
    ['no_text', ',,甲,乙,,A,'],
    ['text_too_long', `,${'长'.repeat(501)},甲,乙,,A,`],
    ['unknown_kind', '猜谜,什么？,甲,乙,,A,'],
    ['too_few_options', '单选,什么？,甲,,,A,'],
    ['option_gap', ',什么？,甲,,乙,C,'],
    ['option_too_long', `,什么？,${'长'.repeat(201)},乙,,A,`],
    ['answer_unknown', ',什么？,甲,乙,,D,'],
    ['answer_unknown', '判断,对吗？,,,,也许,'],
    ['one_answer', '单选,什么？,甲,乙,,AB,'],
    ['whole_order', '排序,排一排,甲,乙,丙,AB,'],
    ['bad_seconds', ',什么？,甲,乙,,A,很久'],
  ])('is told by its number: %s', (name, row) => {
    expect(faults(`${HEAD}${row}\n`)).toEqual([[2, name]])
  })

  it('is counted as the spreadsheet does, and does not keep the others out', () => {
    const read = readTable(rowsOfText(`${HEAD}\n,,,,,,\n判断,对吗？,,,,对,\n猜谜,x,,,,,\n`))
    expect(read.questions).toHaveLength(1)
    expect(read.faults).toMatchObject([{ row: 5, name: 'unknown_kind', detail: '猜谜' }])
  })
})

it.each(Object.entries(TEMPLATE))('what the template shows as examples can be asked: %s', (_, rows) => {
  const { questions: read, faults: wrong } = readTable(rowsOf(rows))
  expect(wrong).toEqual([])
  expect(read.map(({ kind }) => kind)).toEqual(['single', 'multiple', 'yes_no', 'order', 'text', 'race'])
  expect(read.every(isAskable)).toBe(true)
})
