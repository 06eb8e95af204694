"""Begin and end the lesson, with everything that begins and ends with it."""

from __future__ import annotations

from signaling.commands import Close, FinishRecording, SetLessonPhase
from signaling.cues import LessonEnded, LessonStarted
from signaling.messages import EndLesson, Ok, StartLesson
from signaling.room.membership import Membership
from signaling.room.part import Hearing, Part
from signaling.room.proceedings import Proceedings
from signaling.room.recording import Recording
from signaling.room.seats import Seat
from signaling.state import Phase


class Phases(Part):
    """The two turns of a lesson: from waiting to live, and to its end."""

    def __init__(self, room: Proceedings, membership: Membership, recording: Recording) -> None:
        self._room = room
        self._membership = membership
        self._recording = recording

    def hears(self) -> dict[type, Hearing]:
        """Return what is heard here."""
        return {StartLesson: self._start, EndLesson: self._end}

    @property
    def is_over(self) -> bool:
        """The lesson has ended, which is for ever."""
        return self._room.state.lesson.phase is Phase.ENDED

    def start(self, now: int, by: str | None) -> None:
        """Begin the lesson; the lesson clock is zero now."""
        if self._room.state.lesson.phase is not Phase.WAITING:
            return
        self._room.happen(LessonStarted(), now, by)
        self._room.do(SetLessonPhase(Phase.LIVE, now))
        self._recording.turn("on", "", now)

    def end(self, now: int, by: str | None) -> None:
        """End the lesson: the takes are closed before the transports, and everybody is seen out."""
        if self.is_over:
            return
        self._room.happen(LessonEnded(), now, by)
        self._room.do(SetLessonPhase(Phase.ENDED, now))
        if self._room.facts.record:
            self._room.do(FinishRecording(now))
        self._room.do(*(Close(viewer) for viewer in self._room.viewers))
        self._room.viewers.clear()
        self._membership.close(now)

    def _start(self, seat: Seat, session: str, wish: StartLesson, now: int) -> None:
        self._room.tell(session, Ok(re=wish.id))
        self.start(now, seat.member.id)

    def _end(self, seat: Seat, session: str, wish: EndLesson, now: int) -> None:
        self._room.tell(session, Ok(re=wish.id))
        self.end(now, seat.member.id)
