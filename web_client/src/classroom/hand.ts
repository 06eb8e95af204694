/** What the one big button of a classroom is for: asking for the floor, and giving it back. */
import type { RoomState } from '@/protocol/messages'

export type Hand = 'down' | 'raised' | 'floor'

/** How a member stands to the floor. */
export function handOf(room: RoomState | null, member: string | null): Hand {
  if (!room || member === null) return 'down'
  if (room.floor.includes(member)) return 'floor'
  return room.hands.some((hand) => hand.member === member) ? 'raised' : 'down'
}

/** What a press asks for, and how one stands when it is granted; `free` where anybody may speak without being called on. */
export function pressOf(hand: Hand, free: boolean): { type: 'return_floor' | 'take_floor' | 'lower_hand' | 'raise_hand'; then: Hand } {
  if (hand === 'floor') return { type: 'return_floor', then: 'down' }
  if (free) return { type: 'take_floor', then: 'floor' }
  return hand === 'raised' ? { type: 'lower_hand', then: 'down' } : { type: 'raise_hand', then: 'raised' }
}
