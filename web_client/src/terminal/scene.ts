/**
 * Decides what a classroom's screen shows: which pictures, who speaks, whose turn it is.
 */
import { contentOf, type Content } from '@/classroom/content'
import { arranged, type Arranged } from '@/classroom/layout'
import type { LessonView } from '@/classroom/lesson'
import { stage } from '@/classroom/reducer'
import type { RoomState } from '@/protocol/messages'

export interface Scene {
  /** Source of the stage; while this classroom itself has the stage, the teacher's camera: one looks at whom one talks to. */
  stage: string | null
  stageSeen: boolean
  content: Content | null
  /** Which parts are large and which are small, as the teacher has chosen. */
  parts: Arranged
  /** Source of the teacher's camera when it is shown beside the stage. */
  teacher: string | null
  /** Name of another classroom that has the stage, else empty. */
  guest: string
  onFloor: boolean
  /** Whether this classroom may write on what is shown. */
  writes: boolean
  /** Place in the queue of raised hands from 1; 0 with the hand down. */
  handOrder: number
}

const EMPTY: Scene = {
  stage: null,
  stageSeen: false,
  content: null,
  parts: arranged('auto', false),
  teacher: null,
  guest: '',
  onFloor: false,
  writes: false,
  handOrder: 0,
}

export function sceneOf(view: Pick<LessonView, 'room' | 'member'>): Scene {
  const { room, member } = view
  if (!room || member === null) return EMPTY
  const teacher = cameraOfTeacher(room)
  const onStage = stage(room)
  const owner = room.sources[onStage ?? '']?.member ?? null
  const shown = owner === member ? teacher : onStage
  const content = contentOf(room)
  const onFloor = room.lesson.phase === 'live' && room.floor.includes(member)
  return {
    stage: shown,
    stageSeen: room.sources[shown ?? '']?.video ?? false,
    content,
    parts: arranged(room.arrangement.layout, content !== null),
    teacher: shown !== teacher && room.sources[teacher ?? '']?.video ? teacher : null,
    guest: shown !== teacher && owner ? (room.members[owner]?.name ?? '') : '',
    onFloor,
    writes: onFloor || (room.lesson.phase === 'live' && room.board.writers.includes(member)),
    handOrder: room.hands.findIndex((hand) => hand.member === member) + 1,
  }
}

function cameraOfTeacher(room: RoomState): string | null {
  const master = Object.values(room.members).find((one) => one.role === 'master' && one.present)
  return master && room.sources[`${master.id}/camera`] ? `${master.id}/camera` : null
}

export interface Seen {
  source: string
  name: string
  speaks: boolean
}

/** The pictures of everybody, for a screen on which all are equally large: of whoever has a slot, the teacher first. */
export function galleryOf(view: Pick<LessonView, 'room' | 'slots'>): Seen[] {
  const { room, slots } = view
  if (!room) return []
  const sources = slots.flatMap(({ source, video }) => (source !== null && video ? [room.sources[source]] : []))
  const cameras = sources.filter((source) => source?.kind === 'camera').filter((source) => source !== undefined)
  const rank = (owner: string) => (room.members[owner]?.role === 'master' ? 0 : 1)
  return cameras
    .sort((a, b) => rank(a.member) - rank(b.member) || a.id.localeCompare(b.id))
    .map(({ id, member }) => ({ source: id, name: room.members[member]?.name ?? '', speaks: room.floor.includes(member) }))
}
