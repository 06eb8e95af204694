/** How a pupil's answer stands, in a word. */
import type { Asked } from '@/protocol/messages'

import type { Kept } from './outbox'

export type Word = 'choose' | 'sending' | 'counted' | 'final' | 'refused' | 'closed' | 'missed'

export interface Standing {
  word: Word
  tone: 'calm' | 'good' | 'warn' | 'bad'
  /** Whether one may press something. */
  isOpen: boolean
}

const TONES: Readonly<Record<Word, Standing['tone']>> = {
  choose: 'calm',
  sending: 'warn',
  counted: 'good',
  final: 'good',
  refused: 'bad',
  closed: 'good',
  missed: 'calm',
}

function wordOf(asked: Asked, mine: Kept | null, isClosed: boolean): Word {
  if (mine?.state === 'refused') return 'refused'
  if (mine?.state === 'waiting') return 'sending'
  if (isClosed) return mine ? 'closed' : 'missed'
  if (!mine) return 'choose'
  return asked.question.changeable ? 'counted' : 'final'
}

/** At `now` of the server's clock. */
export function stateOf(asked: Asked, mine: Kept | null, now: number): Standing {
  const { ends_at, changeable } = asked.question
  const isClosed = asked.closed_at !== null || (ends_at !== null && now >= ends_at)
  const word = wordOf(asked, mine, isClosed)
  const isFinal = mine !== null && mine.state !== 'refused' && !changeable
  return { word, tone: TONES[word], isOpen: !isClosed && !isFinal }
}

export type RaceWord = 'soon' | 'go' | 'pressed' | 'first' | 'tie' | 'late' | 'chosen' | 'over' | 'refused'

/** How a race stands for whoever is `alias` among the racers, at `now` of the server's clock. */
export function raceOf(asked: Asked, racers: readonly (string | null)[], alias: string, mine: Kept | null, now: number): RaceWord {
  if (asked.racers !== null) return resultOf(asked, racers.indexOf(alias), mine)
  if (now < asked.question.opens_at) return 'soon'
  if (mine?.state === 'refused') return 'refused'
  if (mine) return 'pressed'
  return asked.closed_at === null ? 'go' : 'over'
}

function resultOf(asked: Asked, own: number, mine: Kept | null): RaceWord {
  const racers = asked.racers ?? []
  if (own < 0) return mine ? 'late' : 'over'
  if (asked.chosen !== null) return asked.chosen === own ? 'chosen' : 'late'
  if (!racers[own]?.first) return 'late'
  return racers.filter((racer) => racer.first).length > 1 ? 'tie' : 'first'
}
