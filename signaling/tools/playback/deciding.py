"""Decide about wishes for the recording that is watched together."""

from __future__ import annotations

from signaling.tools.playback.cues import (
    PlaybackClosed,
    PlaybackEnlarged,
    PlaybackHidden,
    PlaybackOpened,
    PlaybackPaused,
    PlaybackStarted,
)
from signaling.tools.playback.reducing import position_of
from signaling.tools.playback.wishes import (
    ClosePlayback,
    EnlargeInPlayback,
    HidePlayback,
    OpenRecording,
    PausePlayback,
    SetPlaybackSpeed,
    StartPlayback,
)
from signaling.tools.situation import Decide, Decision, Situation


def open_playback(situation: Situation, wish: OpenRecording) -> Decision:
    """Show a recording that the lesson has; one that is open already stays where it is."""
    playback = situation.state.playback
    if wish.recording not in playback.recordings:
        return "recording_gone"
    if playback.current is not None and playback.current.recording == wish.recording:
        return [] if playback.current.shown else [_paused(situation, playback.current.position_ms)]
    return [PlaybackOpened(recording=wish.recording)]


def start_playback(situation: Situation, wish: StartPlayback) -> Decision:
    """Go on, on all screens at once: a little later, so that all have heard of it."""
    current = situation.state.playback.current
    if current is None:
        return "nothing_open"
    if wish.position_ms is not None:
        return [_started(situation, wish.position_ms)]
    end = _end(situation)
    position = position_of(current, situation.now)
    if current.playing and position < end:
        return []
    return [_started(situation, position if position < end else 0)]


def pause_playback(situation: Situation, wish: PausePlayback) -> Decision:
    """Stop on all screens at the place where it is by the server's clock, or at the one wished for."""
    current = situation.state.playback.current
    if current is None or (wish.position_ms is None and not current.playing):
        return []
    position = position_of(current, situation.now) if wish.position_ms is None else wish.position_ms
    return [_paused(situation, position)]


def set_playback_speed(situation: Situation, wish: SetPlaybackSpeed) -> Decision:
    """From here on; nothing stands still for it."""
    current = situation.state.playback.current
    if current is None:
        return "nothing_open"
    if current.speed == wish.speed:
        return []
    if not current.playing:
        return [PlaybackPaused(position_ms=current.position_ms, speed=wish.speed)]
    # Of a start that all are waiting for only the speed changes.
    starts_at = max(situation.now, current.at)
    position = min(position_of(current, starts_at), _end(situation))
    return [PlaybackStarted(position_ms=position, starts_at=starts_at, speed=wish.speed)]


def hide_playback(situation: Situation, wish: HidePlayback) -> Decision:
    current = situation.state.playback.current
    return [PlaybackHidden()] if current is not None and current.shown else []


def enlarge_in_playback(situation: Situation, wish: EnlargeInPlayback) -> Decision:
    current = situation.state.playback.current
    if current is None:
        return "nothing_open"
    return [] if current.enlarged == wish.source else [PlaybackEnlarged(source=wish.source)]


def close_playback(situation: Situation, wish: ClosePlayback) -> Decision:
    return [PlaybackClosed()] if situation.state.playback.current is not None else []


def _started(situation: Situation, position: int) -> PlaybackStarted:
    starts_at = situation.now + situation.settings.playback.lead_ms
    position = min(position, _end(situation))
    return PlaybackStarted(position_ms=position, starts_at=starts_at, speed=_speed(situation))


def _paused(situation: Situation, position: int) -> PlaybackPaused:
    return PlaybackPaused(position_ms=min(position, _end(situation)), speed=_speed(situation))


def _speed(situation: Situation) -> int:
    current = situation.state.playback.current
    return current.speed if current is not None else 100


def _end(situation: Situation) -> int:
    playback = situation.state.playback
    playable = playback.recordings.get(playback.current.recording) if playback.current else None
    return playable.duration_ms if playable is not None else 0


DECIDERS: dict[type, Decide] = {
    OpenRecording: open_playback,
    StartPlayback: start_playback,
    PausePlayback: pause_playback,
    SetPlaybackSpeed: set_playback_speed,
    HidePlayback: hide_playback,
    EnlargeInPlayback: enlarge_in_playback,
    ClosePlayback: close_playback,
}
