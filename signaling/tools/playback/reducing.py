"""What cues mean for the recording that is watched together."""

from __future__ import annotations

from typing import Any

from signaling.tools.cue import At
from signaling.tools.playback.cues import (
    PlayableAdded,
    PlayableRemoved,
    PlaybackEnlarged,
    PlaybackOpened,
    PlaybackPaused,
    PlaybackStarted,
)
from signaling.tools.playback.state import OpenPlayback, PlaybackState
from signaling.tools.tool import Change


def position_of(playback: OpenPlayback, now: int) -> int:
    """Where the recording is at `now`, in milliseconds; it may be past its end."""
    passed = max(0, now - playback.at) if playback.playing else 0
    return playback.position_ms + passed * playback.speed // 100


def _added(state: PlaybackState, event: PlayableAdded, cue: At) -> PlaybackState:
    recordings = {**state.recordings, event.playable.recording: event.playable}
    return state.model_copy(update={"recordings": recordings})


def _removed(state: PlaybackState, event: PlayableRemoved, cue: At) -> PlaybackState:
    recordings = {id: playable for id, playable in state.recordings.items() if id != event.recording}
    current = state.current if state.current and state.current.recording != event.recording else None
    return PlaybackState(recordings=recordings, current=current)


def _opened(state: PlaybackState, event: PlaybackOpened, cue: At) -> PlaybackState:
    return state.model_copy(update={"current": OpenPlayback(recording=event.recording, at=cue.at)})


def _started(state: PlaybackState, event: PlaybackStarted, cue: At) -> PlaybackState:
    moved = {"position_ms": event.position_ms, "at": event.starts_at, "speed": event.speed}
    return _with(state, playing=True, shown=True, **moved)


def _paused(state: PlaybackState, event: PlaybackPaused, cue: At) -> PlaybackState:
    stands = {"position_ms": event.position_ms, "at": cue.at, "speed": event.speed}
    return _with(state, playing=False, shown=True, **stands)


def _hidden(state: PlaybackState, event: Any, cue: At) -> PlaybackState:
    """Also when something else is shown: nobody should hear a film behind the whiteboard."""
    if state.current is None or not state.current.shown:
        return state
    position = _within(state, position_of(state.current, cue.at))
    return _with(state, playing=False, shown=False, position_ms=position, at=cue.at)


def _enlarged(state: PlaybackState, event: PlaybackEnlarged, cue: At) -> PlaybackState:
    return _with(state, enlarged=event.source)


def _closed(state: PlaybackState, event: Any, cue: At) -> PlaybackState:
    return state.model_copy(update={"current": None})


def _with(state: PlaybackState, **changed: Any) -> PlaybackState:
    if state.current is None:
        return state
    return state.model_copy(update={"current": state.current.model_copy(update=changed)})


def _within(state: PlaybackState, position: int) -> int:
    playable = state.recordings.get(state.current.recording) if state.current else None
    return position if playable is None else min(position, playable.duration_ms)


CHANGES: dict[str, Change] = {
    "playable_added": _added,
    "playable_removed": _removed,
    "playback_opened": _opened,
    "playback_started": _started,
    "playback_paused": _paused,
    "playback_hidden": _hidden,
    "playback_enlarged": _enlarged,
    "playback_closed": _closed,
    "board_shown": _hidden,
    "page_shown": _hidden,
    "clip_played": _hidden,
    "lesson_ended": _closed,
}
