import { expect, it } from 'vitest'

import type { FromServer } from '@/protocol/messages'

import { heard, threads, type Whisper } from './whispers'

const word = (sender: string, to: string, text: string): Whisper => ({ sender, to, text, at: 0 })

it('keeps what is whispered and nothing else', () => {
  const message = { type: 'whispered', re: null, ...word('a', 'b', 'louder') } as FromServer
  const words = heard([], message)
  expect(words).toEqual([word('a', 'b', 'louder')])
  expect(heard(words, { type: 'ok', re: 1 })).toBe(words)
})

it('forgets the oldest of very many', () => {
  const many = Array.from({ length: 60 }, (_, n) => ({ type: 'whispered', re: null, ...word('a', 'b', String(n)) }) as FromServer)
  expect(many.reduce(heard, [])[0]?.text).toBe('10')
})

it('tells conversations apart, the newest first', () => {
  const words = [word('li', 'east', '1'), word('west', 'li', '2'), word('east', 'li', '3')]
  expect(threads(words, 'li').map(({ member, words: said }) => [member, said.length])).toEqual([['east', 2], ['west', 1]])
})
