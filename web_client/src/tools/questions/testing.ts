/** Questions for tests. */
import type { Asked, QuestionKind } from '@/protocol/messages'

export function askedOf(kind: QuestionKind, more: Partial<Asked> = {}, options = 3): Asked {
  const names = ['single', 'multiple', 'order'].includes(kind) ? Array.from({ length: options }, () => '') : []
  return {
    question: { id: 'q9', kind, text: '', options: names, changeable: true, opens_at: 1000, ends_at: null },
    closed_at: null,
    settled: false,
    tallies: {},
    results_shown: false,
    revealed: false,
    answer: null,
    texts: [],
    racers: null,
    chosen: null,
    ...more,
  }
}
