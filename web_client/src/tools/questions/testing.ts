/** Questions for tests. */
import { asked } from '@/classroom/tools/questions'
import type { Asked, QuestionKind } from '@/protocol/messages'

import { hasOptions } from './options'

export function askedOf(kind: QuestionKind, more: Partial<Asked> = {}, options = 3): Asked {
  const names = hasOptions(kind) ? Array.from({ length: options }, () => '') : []
  return { ...asked({ id: 'q9', kind, text: '', options: names, changeable: true, opens_at: 1000, ends_at: null }), ...more }
}
