import { describe, expect, it } from 'vitest'

import { isAskable, marked, newDraft, ofKind, withOptions, wishOf } from './draft'

describe('a question that is written', () => {
  it('is asked at once with empty options', () => {
    expect(isAskable(newDraft('single', 4))).toBe(true)
    expect(wishOf(newDraft('single', 2))).toMatchObject({ type: 'open_question', kind: 'single', options: ['', ''], answer: null })
  })

  it('has one right answer where only one can be', () => {
    const draft = marked(marked(newDraft('single'), 'A'), 'C')
    expect(draft.answer).toEqual(['C'])
    expect(marked(draft, 'C').answer).toBeNull()
    expect(marked(marked(newDraft('multiple'), 'C'), 'A').answer).toEqual(['A', 'C'])
  })

  it('forgets a right answer that is no longer among the options', () => {
    const draft = marked(newDraft('single'), 'D')
    expect(withOptions(draft, ['', '']).answer).toBeNull()
    expect(ofKind(draft, 'yes_no')).toMatchObject({ options: [], answer: null })
  })

  it('is not finished while an order is half marked', () => {
    const draft = marked(newDraft('order', 3), 'B')
    expect(isAskable(draft)).toBe(false)
    expect(isAskable(marked(marked(draft, 'A'), 'C'))).toBe(true)
  })
})
