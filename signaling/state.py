"""
What a lesson's members share: the state that every screen draws, and nothing else.

A screen is drawn from `RoomState` alone, live and in replay. It changes only by
cues (`signaling.cues`), through one reducer (`signaling.reducer`, and the same in
TypeScript in `web_client/src/classroom/reducer.ts`).
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from signaling.roles import Role as Role
from signaling.shape import Shape
from signaling.tools.arrangement.state import ArrangementState
from signaling.tools.bell.state import BellState
from signaling.tools.board.state import BoardState
from signaling.tools.chat.state import ChatState
from signaling.tools.conduct.state import ConductState
from signaling.tools.courseware.state import CoursewareState
from signaling.tools.help.state import HelpState
from signaling.tools.playback.state import PlaybackState
from signaling.tools.questions.state import QuestionsState
from signaling.tools.roll.state import RollState
from signaling.tools.timer.state import TimerState
from signaling.tools.turns.state import TurnsState


class Phase(StrEnum):
    WAITING = "waiting"
    LIVE = "live"
    ENDED = "ended"


class SourceKind(StrEnum):
    CAMERA = "camera"
    SCREEN = "screen"
    BOARD = "board"
    #: A second camera of a classroom, that looks at the pupils.
    PUPILS = "pupils"


class RecordingState(StrEnum):
    OFF = "off"
    ON = "on"
    FAILED = "failed"


class Member(Shape):
    """Somebody in the room; stays listed, with `present` false, after leaving."""

    id: str
    name: str
    role: Role
    place: str = ""
    present: bool = True


class Source(Shape):
    """A thing a member publishes. `id` is `member/kind`, the same after a reconnect."""

    id: str
    member: str
    kind: SourceKind
    audio: bool
    video: bool
    label: str = ""


class Hand(Shape):
    """A raised hand; `since` is Unix time in milliseconds."""

    member: str
    since: int


class LessonState(Shape):
    """`started_at` and `ended_at` are Unix time in milliseconds; the lesson clock is zero at `started_at`."""

    id: str
    title: str
    subject: str = ""
    phase: Phase = Phase.WAITING
    started_at: int | None = None
    ended_at: int | None = None
    recording: RecordingState = RecordingState.OFF
    recording_reason: str = ""


class RoomState(Shape):
    """Everything shared in a lesson, at one cue."""

    lesson: LessonState
    members: dict[str, Member] = Field(default_factory=dict)
    sources: dict[str, Source] = Field(default_factory=dict)
    hands: list[Hand] = Field(default_factory=list)
    #: Members called on, oldest first; the last of them has the stage.
    floor: list[str] = Field(default_factory=list)
    bell: BellState = BellState()
    board: BoardState = BoardState()
    courseware: CoursewareState = CoursewareState()
    conduct: ConductState = ConductState()
    arrangement: ArrangementState = ArrangementState()
    turns: TurnsState = TurnsState()
    help: HelpState = HelpState()
    chat: ChatState = ChatState()
    timer: TimerState = TimerState()
    roll: RollState = RollState()
    questions: QuestionsState = QuestionsState()
    playback: PlaybackState = PlaybackState()
