import { expect, it } from 'vitest'

import { find, together } from './finding'

const all = [
  { at: 30, kind: 'chat', text: '老师，荷塘在哪里？' },
  { at: 10, kind: 'question', text: '《荷塘月色》的作者是谁' },
  { at: 20, kind: 'page', text: 'Moonlight over the Lotus Pond' },
]

it('finds words anywhere, in the order of the lesson', () => {
  expect(find(all, '荷塘').map(({ at }) => at)).toEqual([10, 30])
})

it('wants all words, whatever their case', () => {
  expect(find(all, 'lotus MOON')).toEqual([{ ...all[2], marks: [[0, 4], [19, 24]] }])
  expect(find(all, 'lotus sun')).toEqual([])
})

it('finds nothing when nothing is looked for', () => {
  expect(find(all, '  ')).toEqual([])
})

it('joins marks that touch', () => {
  expect(find([{ at: 0, kind: 'chat', text: 'aaa' }], 'a aa')[0]?.marks).toEqual([[0, 3]])
})

it('counts an emoji as one letter, as the marks of the server do', () => {
  expect(find([{ at: 0, kind: 'chat', text: '👍好' }], '好')[0]?.marks).toEqual([[1, 2]])
})

it('puts together what two have found, each hit once', () => {
  const [chat, question] = [find(all, '老师'), find(all, '作者')]
  const nearly = chat.map((hit) => ({ ...hit, at: hit.at + 0.4, text: '…荷塘' }))
  expect(together(chat, [...nearly, ...question]).map(({ text }) => text)).toEqual(['《荷塘月色》的作者是谁', '老师，荷塘在哪里？'])
})
