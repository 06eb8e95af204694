/** Sums up the roll: who has been counted, who has not, and how many are here. */
import type { RollCall, RoomState } from '@/protocol/messages'

export interface RollRow {
  member: string
  name: string
  isPresent: boolean
  /** Pupils enrolled; null where nobody knows. */
  expected: number | null
  call: RollCall | null
}

export interface RollSum {
  rows: RollRow[]
  /** Pupils counted in all classrooms. */
  present: number
  /** Pupils enrolled in those classrooms where it is known. */
  expected: number
  /** Classrooms that are here and have not been counted. */
  missing: RollRow[]
}

/** The roll of the rural classrooms in the order in which they are listed. */
export function rollOf(room: RoomState): RollSum {
  const rows = Object.values(room.members)
    .filter((member) => member.role === 'rural')
    .map((member) => ({
      member: member.id,
      name: member.name,
      isPresent: member.present,
      expected: room.roll.expected[member.id] ?? null,
      call: room.roll.confirmed[member.id] ?? null,
    }))
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0)
  return {
    rows,
    present: sum(rows.map(({ call }) => call?.present ?? 0)),
    expected: sum(rows.map(({ expected }) => expected ?? 0)),
    missing: rows.filter(({ isPresent, call }) => isPresent && !call),
  }
}
