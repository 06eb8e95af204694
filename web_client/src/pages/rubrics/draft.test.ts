import { describe, expect, it } from 'vitest'

import { freshItem, isWhole, levelsIn, levelsText } from './draft'

const item = (id: string, weight: number, title = id) => ({ id, title, text: '', weight, levels: [{ title: '优', percent: 95 }] })

describe('a rubric that is being written', () => {
  it('is whole when its items are named and make a hundred', () => {
    const whole = { title: '表', text: '', items: [item('a', 40), item('b', 60)] }
    expect(isWhole(whole)).toBe(true)
    expect([isWhole({ ...whole, title: ' ' }), isWhole({ ...whole, items: [item('a', 40)] }), isWhole({ ...whole, items: [item('a', 40), item('b', 60, '')] })]).toEqual([false, false, false])
  })

  it('gets a further item with what is left and the levels of the last', () => {
    const fresh = freshItem([item('i2', 30)])
    expect([fresh.id, fresh.weight, fresh.levels]).toEqual(['i3', 70, [{ title: '优', percent: 95 }]])
    expect(freshItem([item('a', 50), item('i3', 60)]).id).toBe('i4')
  })

  it('reads levels as they are written, and writes them so', () => {
    const levels = levelsIn('优 95，良 85, 中72%；x')
    expect(levels).toEqual([{ title: '优', percent: 95 }, { title: '良', percent: 85 }, { title: '中', percent: 72 }])
    expect(levelsIn(levelsText(levels))).toEqual(levels)
  })
})
