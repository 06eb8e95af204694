"""Decide what is recorded: all pictures and every open microphone of a live lesson, and nothing else."""

from __future__ import annotations

from typing import Literal

from signaling.commands import Record
from signaling.cues import RecordingChanged
from signaling.errors import ERRORS
from signaling.room.proceedings import Proceedings
from signaling.room.slots import audible
from signaling.state import Phase, RecordingState, Role, RoomState


def recorded(state: RoomState) -> tuple[str, ...]:
    """
    List the producers to record now, by the privacy rule.

    A waiting room is never recorded, nor a microphone that is closed, nor what its owner has switched off.
    """
    if state.lesson.phase is not Phase.LIVE:
        return ()
    sources = [state.sources[id] for id in sorted(state.sources)]
    audio = [f"{source.id}/audio" for source in sources if audible(state, source)]
    video = [f"{source.id}/video" for source in sources if source.video]
    return tuple(sorted(audio + video))


class Recording:
    """The room's side of the recorder: what it shall take, and whether it can."""

    def __init__(self, room: Proceedings) -> None:
        self._room = room
        self._ordered: tuple[str, ...] | None = None

    def settle(self) -> None:
        """Order the recorder anew when the set of producers has changed."""
        lesson = self._room.state.lesson
        if not self._room.facts.record or lesson.phase is not Phase.LIVE or lesson.started_at is None:
            return
        producers = recorded(self._room.state)
        if producers != self._ordered:
            self._ordered = producers
            self._room.do(Record(producers, lesson.started_at))

    def forget(self) -> None:
        """The worker is a new one or has come back: order it again."""
        self._ordered = None

    def turn(self, state: Literal["on", "failed"], reason: str, now: int) -> None:
        """Let everybody see that the recording runs, or why it does not."""
        lesson = self._room.state.lesson
        if not self._room.facts.record or lesson.phase is not Phase.LIVE:
            return
        if (lesson.recording, lesson.recording_reason) != (state, reason):
            self._room.happen(RecordingChanged(state=RecordingState(state), reason=reason), now)

    def fault(self, code: str, text: str, now: int) -> None:
        """Tell everybody that the recording has failed, and the masters what to do; once per fault."""
        lesson = self._room.state.lesson
        if (lesson.recording, lesson.recording_reason) == (RecordingState.FAILED, code):
            return
        self.turn("failed", code, now)
        known = code if code in ERRORS else "write_failed"
        for seat in self._room.seats_of(Role.MASTER):
            self._room.refuse(seat.session, known, None, text)
