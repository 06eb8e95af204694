/** What a change of the room is worth saying to somebody who does not see the screen. */
import type { RoomState } from '@/protocol/messages'

export interface News {
  /** A key below `teach.news`. */
  what: string
  name: string
  /** Said at once, in the middle of other words. */
  urgent: boolean
}

const nameOf = (room: RoomState, member: string): string => room.members[member]?.name ?? member

const added = (before: readonly string[], after: readonly string[]): string[] => after.filter((one) => !before.includes(one))

/** What has happened between two states of a room, for the teacher's ears; changes of oneself (`own`) are none. */
export function newsBetween(before: RoomState, after: RoomState, own: string | null): News[] {
  const say = (what: string, members: string[], urgent = false): News[] =>
    members.filter((member) => member !== own).map((member) => ({ what, name: nameOf(after, member), urgent }))
  const hands = (room: RoomState) => room.hands.map((hand) => hand.member)
  const needs = (room: RoomState) => Object.entries(room.help.asked).map(([member, need]) => `${need.kind} ${member}`)
  const present = (room: RoomState) => Object.values(room.members).filter((one) => one.present).map((one) => one.id)
  return [
    ...added(needs(before), needs(after)).flatMap((need) => say(`need_${need.split(' ')[0]}`, [need.slice(need.indexOf(' ') + 1)], true)),
    ...say('hand', added(hands(before), hands(after))),
    ...say('floor', added(before.floor, after.floor)),
    ...say('floor_back', added(after.floor, before.floor)),
    ...say('joined', added(present(before), present(after))),
    ...say('left', added(present(after), present(before))),
  ]
}
