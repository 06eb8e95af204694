import { describe, expect, it } from 'vitest'

import { coverOf, SHADES } from './cover'

describe('a cover that is drawn', () => {
  it('bears the sign of the subject', () => expect(coverOf('道德与法治', '我们的节日').sign).toBe('德'))
  it('bears the first letter of a subject that nobody has named a sign for', () => expect(coverOf('robotics', 'x').sign).toBe('R'))
  it('bears the title’s first letter without a subject', () => expect(coverOf(' ', '荷塘月色').sign).toBe('荷'))
  it('bears a sign even when nothing is said', () => expect(coverOf('', '').sign).toBe('课'))
  it('has another colour for the subjects that are taught most', () => {
    expect(new Set(['语文', '数学', '英语', '道德与法治', '科学', '音乐'].map((subject) => coverOf(subject, '').shade)).size).toBe(SHADES)
  })
  it('has the same colour for the same subject', () => {
    expect(coverOf('数学', '分数').shade).toBe(coverOf('数学', '圆').shade)
    expect(coverOf('编程', 'a').shade).toBe(coverOf('编程', 'b').shade)
    expect(coverOf('编程', '').shade).toBeLessThan(SHADES)
  })
})
