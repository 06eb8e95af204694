/** Keeps the private words of this visit: nobody else does, and they are gone with the page. */
import type { FromServer, Whispered } from '@/protocol/messages'

const MOST = 50

export type Whisper = Pick<Whispered, 'sender' | 'to' | 'text' | 'at'>

export interface Thread {
  /** The other one. */
  member: string
  words: readonly Whisper[]
}

/** Add what the server says to the private words, if it is some; the same list comes back if it is not. */
export function heard(words: readonly Whisper[], message: FromServer): readonly Whisper[] {
  if (message.type !== 'whispered') return words
  const { sender, to, text, at } = message
  return [...words, { sender, to, text, at }].slice(-MOST)
}

/** The private words by the other one, the conversation with the newest word first; `own` is oneself. */
export function threads(words: readonly Whisper[], own: string | null): Thread[] {
  const found = new Map<string, Whisper[]>()
  for (const word of words) {
    const other = word.sender === own ? word.to : word.sender
    const before = found.get(other) ?? []
    found.delete(other)
    found.set(other, [...before, word])
  }
  return [...found].map(([member, said]) => ({ member, words: said })).reverse()
}
