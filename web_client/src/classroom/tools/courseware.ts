/** What the cues of courseware mean. */
import type { Clip, CoursewareState } from '@/protocol/messages'

import type { Changes } from './changes'

export const changes: Changes<CoursewareState> = {
  document_added: (state, event) => ({
    ...state,
    documents: { ...state.documents, [event.document.id]: event.document },
  }),
  document_removed: (state, event) => ({
    documents: Object.fromEntries(Object.entries(state.documents).filter(([id]) => id !== event.document)),
    shown: state.shown?.document === event.document ? null : state.shown,
    clip: state.clip?.document === event.document ? null : state.clip,
  }),
  page_shown: (state, event) => ({
    ...state,
    shown: { document: event.document, page: event.page },
    clip: sound(state),
  }),
  courseware_hidden: (state) => ({ ...state, shown: null }),
  clip_played: (state, event) => ({
    ...state,
    clip: { document: event.document, playing: true, position_ms: event.position_ms, at: event.starts_at },
  }),
  clip_paused: (state, event, cue) =>
    state.clip
      ? { ...state, clip: { ...state.clip, playing: false, position_ms: event.position_ms, at: cue.at } }
      : state,
  clip_closed: (state) => ({ ...state, clip: null }),
  board_shown: (state) => ({ ...state, shown: null, clip: sound(state) }),
  // A recording has a sound of its own.
  playback_opened: (state) => ({ ...state, shown: null, clip: null }),
  playback_started: (state) => ({ ...state, shown: null, clip: null }),
  lesson_ended: (state) => ({ ...state, clip: null }),
}

/** The open clip if it is one that needs no room on the screen. */
function sound(state: CoursewareState): Clip | null {
  const document = state.clip ? state.documents[state.clip.document] : undefined
  return document?.kind === 'audio' ? state.clip : null
}
