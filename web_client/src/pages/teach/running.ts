/** What the teacher can do with one classroom from its card on the wall. */
import type { Lesson } from '@/classroom/lesson'
import type { Outgoing } from '@/classroom/requests'

import type { WallEntry } from './wall'

export type CardAct = 'call_on' | 'join' | 'give_back' | 'lower_hand' | 'settle' | 'spotlight' | 'whisper' | 'remove'

/** The acts that are one wish to the room; the others ask the teacher something first. */
export function wishOf(act: CardAct, { member, spotlit }: Pick<WallEntry, 'member' | 'spotlit'>): Outgoing | null {
  switch (act) {
    case 'call_on':
      return { type: 'give_floor', member, join: false }
    case 'join':
      return { type: 'give_floor', member, join: true }
    case 'give_back':
      return { type: 'return_floor', member }
    case 'lower_hand':
      return { type: 'lower_hand', member }
    case 'settle':
      return { type: 'settle_help', member }
    case 'spotlight':
      return { type: 'set_spotlight', source: spotlit ? null : `${member}/camera` }
    default:
      return null
  }
}

/** Take the floor back from everybody who has it, in the order in which they got it. */
export async function giveAllBack(lesson: Lesson, members: readonly string[]): Promise<void> {
  for (const member of members) await lesson.act({ type: 'return_floor', member })
}
