/**
 * Decides what a classroom's screen shows: which pictures, who speaks, whose turn it is.
 */
import { sharedPicture, stage } from '@/classroom/reducer'
import type { LessonView } from '@/classroom/lesson'

export interface Scene {
  /** Source of the stage; while this classroom itself has the stage, the teacher's camera: one looks at whom one talks to. */
  stage: string | null
  stageSeen: boolean
  screen: string | null
  /** Source of the teacher's camera when it is shown beside the stage. */
  teacher: string | null
  /** Name of another classroom that has the stage, else empty. */
  guest: string
  onFloor: boolean
  /** Place in the queue of raised hands from 1; 0 with the hand down. */
  handOrder: number
}

const EMPTY: Scene = { stage: null, stageSeen: false, screen: null, teacher: null, guest: '', onFloor: false, handOrder: 0 }

export function sceneOf(view: Pick<LessonView, 'room' | 'member'>): Scene {
  const { room, member } = view
  if (!room || member === null) return EMPTY
  const onStage = stage(room)
  const master = Object.values(room.members).find((one) => one.role === 'master' && one.present)
  const teacher = master && room.sources[`${master.id}/camera`] ? `${master.id}/camera` : null
  const owner = room.sources[onStage ?? '']?.member ?? null
  const shown = owner === member ? teacher : onStage
  return {
    stage: shown,
    stageSeen: room.sources[shown ?? '']?.video ?? false,
    screen: sharedPicture(room)?.id ?? null,
    teacher: shown !== teacher && room.sources[teacher ?? '']?.video ? teacher : null,
    guest: shown !== teacher && owner ? (room.members[owner]?.name ?? '') : '',
    onFloor: room.lesson.phase === 'live' && room.floor.includes(member),
    handOrder: room.hands.findIndex((hand) => hand.member === member) + 1,
  }
}
