/**
 * Lists the classrooms of a lesson as the teacher sees them: in a lasting order, with hand, floor and line.
 */
import type { Line, RoomState } from '@/protocol/messages'

export interface RosterEntry {
  member: string
  name: string
  place: string
  present: boolean
  /** Key 1 to 9 calls on it; 0 has no key. */
  key: number
  /** Place in the queue of raised hands from 1; 0 without a hand. */
  handOrder: number
  handSince: number | null
  onFloor: boolean
  line: Line | undefined
  hasPicture: boolean
}

/** The rural members, in the order in which they are listed: it does not change when one leaves or comes back. */
export function roster(room: RoomState, lines: ReadonlyMap<string, Line>): RosterEntry[] {
  const rural = Object.values(room.members).filter((member) => member.role === 'rural')
  return rural.map((member, index) => {
    const camera = room.sources[`${member.id}/camera`]
    const order = room.hands.findIndex((hand) => hand.member === member.id) + 1
    return {
      member: member.id,
      name: member.name,
      place: member.place,
      present: member.present,
      key: index < 9 ? index + 1 : 0,
      handOrder: order,
      handSince: room.hands[order - 1]?.since ?? null,
      onFloor: room.floor.includes(member.id),
      line: lines.get(member.id),
      hasPicture: camera?.video ?? false,
    }
  })
}

/** Milliseconds as `12:05` or `1:02:05`; negative times are zero. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const pad = (value: number) => String(value).padStart(2, '0')
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest
}

export interface ExpectedClassroom {
  key: string
  name: string
  present: boolean
}

/** The classrooms of the timetable and whether each is there, then those that came without being expected. */
export function expected(
  timetable: readonly { id: string; name: string; school: string }[],
  room: RoomState | null,
): ExpectedClassroom[] {
  const rural = Object.values(room?.members ?? {}).filter((member) => member.role === 'rural' && member.present)
  const standsFor = (id: string, name: string) => rural.find((member) => [member.id, member.place].includes(id) || member.name === name)
  const listed = timetable.map(({ id, name, school }) => ({ member: standsFor(id, name), id, name: school ? `${school} ${name}` : name }))
  const others = rural.filter((member) => !listed.some((entry) => entry.member === member))
  return [
    ...listed.map((entry) => ({ key: entry.id, name: entry.name, present: entry.member !== undefined })),
    ...others.map((member) => ({ key: member.id, name: member.name, present: true })),
  ]
}
