/** What the teacher's wall says of every classroom: roster, turns, help, roll and courseware in one. */
import { roster, type RosterEntry } from '@/classroom/roster'
import type { LessonView } from '@/classroom/lesson'
import type { Need, RollCall, RoomState } from '@/protocol/messages'

export interface WallEntry extends RosterEntry {
  turns: number
  /** When its last turn began or ended; null before the first. */
  lastTurnAt: number | null
  need: Need | null
  roll: RollCall | null
  /** Which share of the courseware it has got, 0 to 1; null where nothing is known or nothing is needed. */
  fetched: number | null
  spotlit: boolean
  /** It has a camera on its pupils besides the classroom's own. */
  hasPupilsPicture: boolean
}

export function wallOf(room: RoomState, view: Pick<LessonView, 'lines'>, fetched: ReadonlyMap<string, number>): WallEntry[] {
  return roster(room, view.lines).map((entry) => ({
    ...entry,
    turns: room.turns.spoken[entry.member]?.count ?? 0,
    lastTurnAt: room.turns.spoken[entry.member]?.last_at ?? null,
    need: room.help.asked[entry.member] ?? null,
    roll: room.roll.confirmed[entry.member] ?? null,
    fetched: fetched.get(entry.member) ?? null,
    spotlit: room.arrangement.spotlight === `${entry.member}/camera`,
    hasPupilsPicture: room.sources[`${entry.member}/pupils`]?.video ?? false,
  }))
}
