import { describe, expect, it } from 'vitest'

import { choicesOf, isComplete, pressed } from './options'

describe('options', () => {
  it('are named by letters, and by yes and no where there are none', () => {
    expect(choicesOf({ kind: 'single', options: ['圆', ''] })).toEqual([
      { name: 'A', text: '圆' },
      { name: 'B', text: '' },
    ])
    expect(choicesOf({ kind: 'yes_no', options: [] }).map(({ name }) => name)).toEqual(['yes', 'no'])
    expect(choicesOf({ kind: 'text', options: [] })).toEqual([])
  })

  it('replace each other where only one is right, and add up where several are', () => {
    expect(pressed({ kind: 'single' }, ['A'], 'B')).toEqual(['B'])
    expect(pressed({ kind: 'multiple' }, ['B'], 'A')).toEqual(['A', 'B'])
    expect(pressed({ kind: 'multiple' }, ['A', 'B'], 'A')).toEqual(['B'])
  })

  it('keep the order in which they were pressed', () => {
    expect(pressed({ kind: 'order' }, ['C'], 'A')).toEqual(['C', 'A'])
    expect(pressed({ kind: 'order' }, ['C', 'A'], 'C')).toEqual(['A'])
  })

  it('make a whole order only together', () => {
    const question = { kind: 'order' as const, options: ['', '', ''] }
    expect(isComplete(question, ['C', 'A'])).toBe(false)
    expect(isComplete(question, ['C', 'A', 'B'])).toBe(true)
  })

  it('are no answer when nothing was written', () => {
    expect(isComplete({ kind: 'text', options: [] }, [' '])).toBe(false)
  })
})
