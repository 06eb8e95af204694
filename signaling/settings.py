"""Every number that a room or a session can be tuned by, with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from signaling.state import Role
from signaling.tools.board.limits import BoardLimits
from signaling.tools.chat.limits import ChatLimits
from signaling.tools.conduct.limits import ConductLimits
from signaling.tools.courseware.limits import CoursewareLimits
from signaling.tools.playback.limits import PlaybackLimits
from signaling.tools.questions.limits import QuestionLimits
from signaling.tools.roll.limits import RollLimits
from signaling.tools.timer.limits import TimerLimits


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """Bounds of one member's conversation; times in milliseconds, sizes in bytes of UTF-8."""

    #: An offer with six sources and simulcast measures about 30 kB; the SDP itself may be 200 kB.
    message_size: int = 256 * 1024
    #: A hand that draws says about eleven things a second, and a mark or two. What a line has held up
    #: for some seconds comes at once, and none of it should be lost.
    burst: int = 150
    per_second: float = 20.0
    #: So many refusals in a row are no longer a clumsy client but a broken one.
    patience: int = 40
    #: A hidden browser tab may be held back to one timer a minute.
    idle_ms: int = 90_000


@dataclass(frozen=True, slots=True)
class RoomSettings:
    """Bounds and periods of one room; times in milliseconds."""

    session: SessionSettings = field(default_factory=SessionSettings)
    board: BoardLimits = field(default_factory=BoardLimits)
    courseware: CoursewareLimits = field(default_factory=CoursewareLimits)
    questions: QuestionLimits = field(default_factory=QuestionLimits)
    playback: PlaybackLimits = field(default_factory=PlaybackLimits)
    #: A school line that flaps, or a page that is reloaded, is back within this time.
    grace_ms: int = 15_000
    lines_ms: int = 2_000
    members: int = 100
    #: Players without a page (WHEP), in one room.
    viewers: int = 200
    #: How many missed cues are sent one by one after a resume, instead of a snapshot.
    resumable_cues: int = 500
    master_slots: int = 10
    rural_slots: int = 4
    observer_slots: int = 4
    #: A master's down-link grows by this many slots, so that not every arrival renegotiates.
    slot_step: int = 5
    #: A participant of a research room sees up to so many others.
    research_slots: int = 16
    conduct: ConductLimits = field(default_factory=ConductLimits)
    chat: ChatLimits = field(default_factory=ChatLimits)
    timer: TimerLimits = field(default_factory=TimerLimits)
    roll: RollLimits = field(default_factory=RollLimits)


def slots_for(role: Role, settings: RoomSettings) -> int:
    """Return the number of slots a member's down-link is first offered with."""
    return {
        Role.MASTER: settings.master_slots,
        Role.RURAL: settings.rural_slots,
        Role.OBSERVER: settings.observer_slots,
    }[role]
