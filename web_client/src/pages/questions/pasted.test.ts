import { describe, expect, it } from 'vitest'

import { cellsOf, questionsIn } from './pasted'

describe('a pasted table', () => {
  it('is read as spreadsheets copy it', () => {
    const [question] = questionsIn('哪个有三个角？\t三角形\t圆\tA\n')
    expect(question).toMatchObject({ kind: 'single', text: '哪个有三个角？', options: ['三角形', '圆'], answer: ['A'] })
  })

  it('is read as a file with quotes and a head', () => {
    const [question] = questionsIn('\ufeff题目,选项,选项,选项,答案\r\n"春, ""夏""",花,雪,柳,"A,C"\r\n')
    expect(question).toMatchObject({ kind: 'multiple', text: '春, "夏"', options: ['花', '雪', '柳'], answer: ['A', 'C'] })
  })

  it('has true and false, and questions in words', () => {
    expect(questionsIn('圆有角\t错\n默写首句\t').map(({ kind, answer }) => [kind, answer])).toEqual([
      ['yes_no', ['no']],
      ['text', null],
    ])
  })

  it('is nothing when it is empty', () => {
    expect(cellsOf('\n\n')).toEqual([])
    expect(questionsIn('')).toEqual([])
  })
})
