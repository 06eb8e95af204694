/** What is large on every screen besides the stage: one rule for the teacher's page, the terminal and the replay. */
import type { Clip, Document, OpenPlayback, Playable, RoomState } from '@/protocol/messages'

import { sharedPicture } from './reducer'

export type Content =
  | { kind: 'clip'; clip: Clip; document: Document }
  | { kind: 'board'; page: string }
  | { kind: 'page'; document: Document; page: number }
  | { kind: 'recording'; playback: OpenPlayback; playable: Playable }
  | { kind: 'picture'; source: string }

/** The first of: an open film, the whiteboard, a page of courseware, a recording that is watched together, a shared screen or board camera. A sound is no content: it plays beside it. */
export function contentOf(room: RoomState): Content | null {
  const { clip, shown, documents } = room.courseware
  const playing = documents[clip?.document ?? '']
  if (clip && playing?.kind === 'video') return { kind: 'clip', clip, document: playing }
  if (room.board.shown !== null) return { kind: 'board', page: room.board.shown }
  const document = documents[shown?.document ?? '']
  if (shown && document) return { kind: 'page', document, page: shown.page }
  const { current, recordings } = room.playback
  const playable = recordings[current?.recording ?? '']
  if (current?.shown && playable) return { kind: 'recording', playback: current, playable }
  const picture = sharedPicture(room)
  return picture && { kind: 'picture', source: picture.id }
}

/** The sound that plays on all screens beside what they show, if any. */
export function soundOf(room: RoomState): { clip: Clip; document: Document } | null {
  const { clip, documents } = room.courseware
  const document = documents[clip?.document ?? '']
  return clip && document?.kind === 'audio' ? { clip, document } : null
}

/** The name of the surface on which everybody may write over this content; a film has none. */
export function surfaceOf(content: Content | null): string | null {
  switch (content?.kind) {
    case 'board':
      return `board:${content.page}`
    case 'page':
      return `slide:${content.document.id}:${content.page}`
    case 'picture':
      return `screen:${content.source}`
    default:
      return null
  }
}
