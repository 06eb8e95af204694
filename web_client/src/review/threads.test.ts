import { describe, expect, it } from 'vitest'

import type { Comment } from '@/api/comments'

import { marksOf, merged, namedIn, naming, pieces, threadsOf } from './threads'

function comment(id: string, fields: Partial<Comment> = {}): Comment {
  return {
    id, parent: null, author: { id: 'u1', name: '陈立' }, mine: false, may_delete: false, at_ms: 1000, until_ms: null, text: id, drawing: null,
    mentions: [], visibility: 'everybody', round: null, created_at: 1, changed_at: 1, edited: false, resolved: null, deleted: false, ...fields,
  } // prettier-ignore
}

const known = (...comments: Comment[]): Map<string, Comment> => merged(new Map(), comments)

describe('threads of comments', () => {
  it('stand in the order of the lesson, answers in the order in which they were given', () => {
    const all = known(comment('b', { at_ms: 5000 }), comment('a'), comment('y', { parent: 'a', created_at: 3 }), comment('x', { parent: 'a', created_at: 2 }))
    expect(threadsOf(all).map((thread) => [thread.comment.id, thread.answers.map(({ id }) => id)])).toEqual([['a', ['x', 'y']], ['b', []]])
  })

  it('keep a deleted comment only for its answers', () => {
    const all = known(comment('a', { deleted: true }), comment('b', { deleted: true }), comment('x', { parent: 'b' }))
    expect(threadsOf(all).map((thread) => thread.comment.id)).toEqual(['b'])
  })

  it('take the newer version of a comment, whichever comes first', () => {
    const all = merged(known(comment('a', { changed_at: 5, text: '新' })), [comment('a', { changed_at: 4, text: '旧' })])
    expect(all.get('a')?.text).toBe('新')
  })

  it('mark moments and spans on the time line, without what is resolved', () => {
    const all = known(comment('a', { until_ms: 2500 }), comment('b', { resolved: { at: 1, by: '' } }))
    const opened: string[] = []
    const marks = marksOf(threadsOf(all), (id) => opened.push(id))
    marks[0]?.open?.()
    expect(marks.map(({ start, end, label }) => [start, end, label])).toEqual([[1, 2.5, '陈立：a']])
    expect(opened).toEqual(['a'])
  })
})

describe('names in comments', () => {
  const people = [{ id: 'u1', name: '李文' }, { id: 'u2', name: '李文静' }]

  it('are looked for from the @ to the caret', () => {
    expect(naming('请 @李文', 5)).toBe('李文')
    expect(naming('请 @', 3)).toBe('')
    expect(naming('请 @李文 看', 7)).toBeNull()
  })

  it('count as long as they stand in the text', () => {
    expect(namedIn('@李文静 请看', people)).toEqual(['u2'])
    expect(namedIn('请看', people)).toEqual([])
  })

  it('are shown as such, the longest first', () => {
    expect(pieces('问@李文静吧', people)).toEqual([{ text: '问', named: false }, { text: '@李文静', named: true }, { text: '吧', named: false }])
  })
})
