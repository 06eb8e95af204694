/** What cues mean for the board and for what is drawn over: the twin of `signaling/tools/board/reducing.py`. */
import type { BoardState, Mark, RoomState, Surface } from '@/protocol/messages'

import type { Changes } from './changes'

const BLANK: Surface = { count: 0, marks: [] }

export const changes: Changes<BoardState> = {
  mark_added: (state, event, cue) => {
    const { count, marks } = state.surfaces[event.surface] ?? BLANK
    const mark: Mark = { ...event.drawing, n: cue.n, by: cue.by }
    return on(state, event.surface, { count: count + 1, marks: marks && [...marks, mark] })
  },
  mark_removed: (state, event) => {
    const surface = state.surfaces[event.surface]
    if (!surface?.marks) return state
    return on(state, event.surface, { ...surface, marks: surface.marks.filter((mark) => mark.n !== event.n) })
  },
  surface_cleared: (state, event) => without(state, (name) => name === event.surface),
  board_page_added: (state, event) => ({
    ...state,
    pages: [...state.pages.filter((page) => page.id !== event.page.id), event.page],
  }),
  board_page_removed: (state, event) => pageRemoved(state, event.page),
  board_shown: (state, event) => (state.pages.some((page) => page.id === event.page) ? { ...state, shown: event.page } : state),
  board_closed: (state) => ({ ...state, shown: null }),
  writers_changed: (state, event) => ({ ...state, writers: event.members }),
  pointed_at: (state, event, cue) => {
    if (cue.by === null) return state
    const pointers = Object.fromEntries(Object.entries(state.pointers).filter(([member]) => member !== cue.by))
    if (event.x !== null && event.y !== null) pointers[cue.by] = { surface: event.surface, x: event.x, y: event.y }
    return { ...state, pointers }
  },
  member_left: (state, event) => {
    const left = without(state, (name) => name.startsWith(`screen:${event.member}/`))
    return {
      ...left,
      pointers: Object.fromEntries(Object.entries(left.pointers).filter(([member]) => member !== event.member)),
      writers: left.writers.filter((member) => member !== event.member),
    }
  },
  source_removed: (state, event) => without(state, (name) => name === `screen:${event.source}`),
  document_removed: (state, event) => without(state, (name) => name.startsWith(`slide:${event.document}:`)),
  page_shown: (state) => ({ ...state, shown: null }),
  playback_opened: (state) => ({ ...state, shown: null }),
  playback_started: (state) => ({ ...state, shown: null }),
}

/** Put the marks of a surface that was fetched into the state; one that is gone stays gone. */
export function withMarks(room: RoomState, name: string, marks: Mark[]): RoomState {
  const surface = room.board.surfaces[name]
  return surface ? { ...room, board: on(room.board, name, { ...surface, marks }) } : room
}

function pageRemoved(state: BoardState, gone: string): BoardState {
  const at = state.pages.findIndex((page) => page.id === gone)
  const pages = state.pages.filter((page) => page.id !== gone)
  const next = pages[Math.min(Math.max(at, 0), pages.length - 1)]
  const left = without(state, (name) => name === `board:${gone}`)
  return { ...left, pages, shown: state.shown === gone ? (next?.id ?? null) : state.shown }
}

function on(state: BoardState, name: string, surface: Surface): BoardState {
  return { ...state, surfaces: { ...state.surfaces, [name]: surface } }
}

function without(state: BoardState, isGone: (surface: string) => boolean): BoardState {
  return {
    ...state,
    surfaces: Object.fromEntries(Object.entries(state.surfaces).filter(([name]) => !isGone(name))),
    pointers: Object.fromEntries(Object.entries(state.pointers).filter(([, pointer]) => !isGone(pointer.surface))),
  }
}
