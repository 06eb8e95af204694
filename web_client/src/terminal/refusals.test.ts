import { expect, it } from 'vitest'

import { ERROR_WORDS } from '@/protocol/errors'

import { Refusals, TOLD_MS, wordsFor } from './refusals'
import { terminalMessages } from './texts'

it('tells why a stroke was not taken, for as long as it takes to read it', () => {
  const refusals = new Refusals()
  refusals.hear('surface_full', 'add_mark', 1000)
  expect(refusals.current(1000 + TOLD_MS - 1)).toBe('page_full')
  expect(refusals.current(1000 + TOLD_MS)).toBeNull()
})

it('tells the last of several refusals', () => {
  const refusals = new Refusals()
  refusals.hear('surface_full', 'add_mark', 0)
  refusals.hear('question_closed', 'answer_question', 1)
  expect(refusals.current(2)).toBe('question_closed')
})

it('says nothing of sound and picture, which come back by themselves, nor of a press that says so itself', () => {
  expect(wordsFor('no_worker', null)).toBeNull()
  expect(wordsFor('too_early', 'press')).toBeNull()
})

it('has words in both languages for everything that the server may refuse', () => {
  const codes = [...Object.keys(ERROR_WORDS['zh-CN'] ?? {}), 'timed_out', 'whatever comes next']
  for (const texts of Object.values(terminalMessages)) {
    const told = (texts.terminal as { refusal: Record<string, string> }).refusal
    expect(codes.filter((code) => !told[wordsFor(code, 'add_mark') ?? ''])).toEqual([])
  }
})
