import { describe, expect, it } from 'vitest'

import { changed, isNarrowed, readQuery, toggled, typed, writeQuery } from './query'

const plain = readQuery({})

describe('the address of a search', () => {
  it('says nothing when nothing is looked for', () => expect(writeQuery(plain)).toEqual({}))

  it('is read as it was written', () => {
    const query = { q: '古诗', tab: 'mine', sort: 'watched', page: 3, from: '2026-03-01', to: '2026-04-01', chosen: { subject: '语文', scope: 'county' } } as const
    expect(readQuery(writeQuery(query))).toEqual(query)
  })

  it('leaves out what makes no sense', () => {
    const read = readQuery({ tab: 'everybody', sort: 'loudest', page: '-4', from: 'yesterday', to: '2026-99-99', colour: 'red' })
    expect(read).toEqual(plain)
  })

  it('takes the first of values that are said twice', () => expect(readQuery({ q: ['分数', '小数'] }).q).toBe('分数'))
})

describe('looking for something else', () => {
  it('begins at the first page', () => expect(changed({ ...plain, page: 7 }, { tab: 'mine' }).page).toBe(1))

  it('chooses a value of a facet, and lets go of it', () => {
    const chosen = toggled(plain, 'subject', '语文')
    expect(chosen.chosen).toEqual({ subject: '语文' })
    expect(toggled(chosen, 'subject', '语文').chosen).toEqual({})
    expect(toggled(chosen, 'subject', '数学').chosen).toEqual({ subject: '数学' })
  })

  it('puts what fits best first as soon as words are typed', () => {
    expect(typed(plain, '古诗').sort).toBe('relevance')
    expect(typed(typed(plain, '古诗'), '').sort).toBe('newest')
  })

  it('keeps an order that was chosen', () => expect(typed({ ...plain, sort: 'watched' }, '古诗').sort).toBe('watched'))

  it('knows whether something narrows the results', () => {
    expect(isNarrowed(typed(plain, '古诗'))).toBe(false)
    expect(isNarrowed({ ...plain, to: '2026-04-01' })).toBe(true)
    expect(isNarrowed(toggled(plain, 'form', 'research'))).toBe(true)
  })
})
