/** Sorts the people of a lesson for the teacher's list: who leads, who teaches too, who takes part, who looks on. */
import type { Member, RoomState } from '@/protocol/messages'

export interface People {
  lead: Member | null
  teachers: Member[]
  classrooms: Member[]
  observers: Member[]
}

/** The members who are in the room now; the lead is listed with the teachers too, even while it is away. */
export function peopleOf(room: RoomState): People {
  const members = Object.values(room.members)
  const masters = members.filter(({ role }) => role === 'master')
  const lead = masters.find(({ id }) => id === room.conduct.lead) ?? masters[0] ?? null
  return {
    lead,
    teachers: masters.filter((member) => member.present || member === lead),
    classrooms: members.filter(({ role, present }) => role === 'rural' && present),
    observers: members.filter(({ role, present }) => role === 'observer' && present),
  }
}
