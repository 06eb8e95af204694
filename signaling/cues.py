"""
Cues: the numbered shared events of a lesson.

A cue is a fact, already decided by the room. It is numbered from 1 without gaps,
stamped with the server's time, kept for ever, and replayed through the reducer.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.shape import Shape
from signaling.state import Member, RecordingState, Source
from signaling.tools.arrangement.cues import LayoutChanged, SpotlightChanged
from signaling.tools.bell.cues import BellRung
from signaling.tools.board.cues import (
    BoardClosed,
    BoardPageAdded,
    BoardPageRemoved,
    BoardShown,
    MarkAdded,
    MarkRemoved,
    PointedAt,
    SurfaceCleared,
    WritersChanged,
)
from signaling.tools.chat.cues import ChatModeChanged, ChatRemoved, ChatSaid
from signaling.tools.conduct.cues import FreeFloorChanged, MemberRemoved, RoleChanged
from signaling.tools.courseware.cues import (
    ClipClosed,
    ClipPaused,
    ClipPlayed,
    CoursewareHidden,
    DocumentAdded,
    DocumentRemoved,
    PageShown,
)
from signaling.tools.help.cues import HelpAsked, HelpSettled
from signaling.tools.playback.cues import (
    PlayableAdded,
    PlayableRemoved,
    PlaybackClosed,
    PlaybackEnlarged,
    PlaybackHidden,
    PlaybackOpened,
    PlaybackPaused,
    PlaybackStarted,
)
from signaling.tools.questions.cues import (
    AnswerRevealed,
    AnswersCounted,
    QuestionClosed,
    QuestionDismissed,
    QuestionOpened,
    RaceDecided,
    RacerChosen,
    ResultsShown,
    TextShown,
)
from signaling.tools.roll.cues import RollConfirmed
from signaling.tools.timer.cues import TimerPaused, TimerResumed, TimerStarted, TimerStopped


class LessonStarted(Shape):
    type: Literal["lesson_started"] = "lesson_started"


class LessonEnded(Shape):
    type: Literal["lesson_ended"] = "lesson_ended"


class RecordingChanged(Shape):
    type: Literal["recording_changed"] = "recording_changed"
    state: RecordingState
    reason: str = ""


class MemberJoined(Shape):
    type: Literal["member_joined"] = "member_joined"
    member: Member


class MemberLeft(Shape):
    """The member's sources, hand and floor go with it."""

    type: Literal["member_left"] = "member_left"
    member: str


class SourceAdded(Shape):
    """Also sent when a source is published again with other tracks: it replaces the entry."""

    type: Literal["source_added"] = "source_added"
    source: Source


class SourceChanged(Shape):
    """The owner switched its sound or picture on or off."""

    type: Literal["source_changed"] = "source_changed"
    source: str
    audio: bool
    video: bool


class SourceRemoved(Shape):
    type: Literal["source_removed"] = "source_removed"
    source: str


class HandRaised(Shape):
    type: Literal["hand_raised"] = "hand_raised"
    member: str


class HandLowered(Shape):
    type: Literal["hand_lowered"] = "hand_lowered"
    member: str


class FloorGiven(Shape):
    """The classroom is called on: its microphone opens, it takes the stage, its hand goes down."""

    type: Literal["floor_given"] = "floor_given"
    member: str


class FloorReturned(Shape):
    type: Literal["floor_returned"] = "floor_returned"
    member: str


class MutedAll(Shape):
    """Every called-on classroom loses the floor at once."""

    type: Literal["muted_all"] = "muted_all"


Event = Annotated[
    LessonStarted
    | LessonEnded
    | RecordingChanged
    | MemberJoined
    | MemberLeft
    | SourceAdded
    | SourceChanged
    | SourceRemoved
    | HandRaised
    | HandLowered
    | FloorGiven
    | FloorReturned
    | MutedAll
    | BellRung
    | BoardClosed
    | BoardPageAdded
    | BoardPageRemoved
    | BoardShown
    | MarkAdded
    | MarkRemoved
    | PointedAt
    | SurfaceCleared
    | WritersChanged
    | DocumentAdded
    | DocumentRemoved
    | PageShown
    | CoursewareHidden
    | ClipPlayed
    | ClipPaused
    | ClipClosed
    | LayoutChanged
    | SpotlightChanged
    | HelpAsked
    | HelpSettled
    | ChatSaid
    | ChatRemoved
    | ChatModeChanged
    | TimerStarted
    | TimerPaused
    | TimerResumed
    | TimerStopped
    | RollConfirmed
    | QuestionOpened
    | AnswersCounted
    | QuestionClosed
    | ResultsShown
    | AnswerRevealed
    | TextShown
    | RaceDecided
    | RacerChosen
    | QuestionDismissed
    | RoleChanged
    | MemberRemoved
    | FreeFloorChanged
    | PlayableAdded
    | PlayableRemoved
    | PlaybackOpened
    | PlaybackStarted
    | PlaybackPaused
    | PlaybackHidden
    | PlaybackEnlarged
    | PlaybackClosed,
    Field(discriminator="type"),
]


class Cue(Shape):
    """One event with its number, the server's Unix time in milliseconds, and the member who caused it."""

    n: int = Field(ge=1)
    at: int
    by: str | None = None
    event: Event
