/** What cues mean for the recording that is watched together: the twin of `signaling/tools/playback/reducing.py`. */
import type { OpenPlayback, PlaybackState } from '@/protocol/messages'

import type { Changes } from './changes'

/** Where the recording is at `now` (Unix ms), in milliseconds; it may be past its end. */
export function positionOf(playback: OpenPlayback, now: number): number {
  const passed = playback.playing ? Math.max(0, now - playback.at) : 0
  return playback.position_ms + Math.floor((passed * playback.speed) / 100)
}

export const changes: Changes<PlaybackState> = {
  playable_added: (state, event) => ({
    ...state,
    recordings: { ...state.recordings, [event.playable.recording]: event.playable },
  }),
  playable_removed: (state, event) => ({
    recordings: Object.fromEntries(Object.entries(state.recordings).filter(([id]) => id !== event.recording)),
    current: state.current?.recording === event.recording ? null : state.current,
  }),
  playback_opened: (state, event, cue) => ({
    ...state,
    current: { recording: event.recording, playing: false, position_ms: 0, at: cue.at, speed: 100, shown: true, enlarged: null },
  }),
  playback_started: (state, event) =>
    moved(state, { playing: true, shown: true, position_ms: event.position_ms, at: event.starts_at, speed: event.speed }),
  playback_paused: (state, event, cue) =>
    moved(state, { playing: false, shown: true, position_ms: event.position_ms, at: cue.at, speed: event.speed }),
  playback_hidden: (state, _, cue) => hidden(state, cue.at),
  playback_enlarged: (state, event) => moved(state, { enlarged: event.source }),
  playback_closed: (state) => ({ ...state, current: null }),
  // Nobody should hear a film behind the whiteboard.
  board_shown: (state, _, cue) => hidden(state, cue.at),
  page_shown: (state, _, cue) => hidden(state, cue.at),
  clip_played: (state, _, cue) => hidden(state, cue.at),
  lesson_ended: (state) => ({ ...state, current: null }),
}

function moved(state: PlaybackState, change: Partial<OpenPlayback>): PlaybackState {
  return state.current ? { ...state, current: { ...state.current, ...change } } : state
}

function hidden(state: PlaybackState, now: number): PlaybackState {
  const { current, recordings } = state
  if (!current?.shown) return state
  const end = recordings[current.recording]?.duration_ms ?? Infinity
  return moved(state, { playing: false, shown: false, position_ms: Math.min(positionOf(current, now), end), at: now })
}
