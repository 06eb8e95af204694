"""
What a client says on the signalling websocket, one class for each message.

A message may carry an `id`; its `ok`, `error` or other reply repeats it as `re`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.reports import DeviceTrouble, LinkReport
from signaling.shape import ClientMessage, Identifier, Shape
from signaling.state import SourceKind
from signaling.tools.arrangement.wishes import SetLayout, SetSpotlight
from signaling.tools.bell.wishes import RingBell
from signaling.tools.board.wishes import (
    AddBoardPage,
    AddMark,
    ClearSurface,
    CloseBoard,
    FetchSurface,
    Ink,
    PointAt,
    RemoveBoardPage,
    RemoveMarks,
    SetWriters,
    ShowBoard,
)
from signaling.tools.chat.wishes import RemoveMessage, Say, SetChatMode, Whisper
from signaling.tools.conduct.wishes import Admit, Decline, HandOver, RemoveMember, SetFreeFloor, TakeFloor
from signaling.tools.courseware.wishes import CloseClip, HideCourseware, PauseClip, PlayClip, ShowPage
from signaling.tools.help.wishes import AskHelp, SettleHelp
from signaling.tools.playback.wishes import (
    ClosePlayback,
    EnlargeInPlayback,
    HidePlayback,
    OpenRecording,
    PausePlayback,
    SetPlaybackSpeed,
    StartPlayback,
)
from signaling.tools.questions.wishes import (
    AnswerQuestion,
    ChooseRacer,
    CloseQuestion,
    CountHands,
    DismissQuestion,
    FetchAnswerLinks,
    OpenQuestion,
    Press,
    RevealAnswer,
    ShowResults,
    ShowText,
)
from signaling.tools.roll.wishes import ConfirmRoll
from signaling.tools.timer.wishes import PauseTimer, ResumeTimer, StartTimer, StopTimer

Sdp = Annotated[str, Field(max_length=200_000)]


class Resume(Shape):
    """What a returning client still has: the epoch of its last welcome and the last cue it applied."""

    epoch: int = Field(ge=1)
    cue: int = Field(ge=0)


class Kept(Shape):
    """Whether the client's peer connections still look alive, so that they need not be rebuilt."""

    up: bool = False
    down: bool = False


class Join(ClientMessage):
    """Must be the first message. The ticket says who one is, in which lesson, and in which role."""

    type: Literal["join"] = "join"
    ticket: Annotated[str, Field(max_length=4096)]
    resume: Resume | None = None
    kept: Kept = Kept()
    client: Annotated[str, Field(max_length=200)] = ""


class Ping(ClientMessage):
    """`sent` is the client's own clock in milliseconds and comes back untouched."""

    type: Literal["ping"] = "ping"
    sent: float


class PublishedSource(Shape):
    """Which m-lines of the offer carry one source; `None` where it has no such track."""

    kind: SourceKind
    audio_mid: Annotated[str, Field(max_length=16)] | None = None
    video_mid: Annotated[str, Field(max_length=16)] | None = None
    audio: bool = True
    video: bool = True
    label: Annotated[str, Field(max_length=120)] = ""


class Publish(ClientMessage):
    """
    Offer the up-link and say everything that is published on it.

    Sent again after every renegotiation and for an ICE restart; a source that
    is no longer listed is removed.
    """

    type: Literal["publish"] = "publish"
    sdp: Sdp
    sources: Annotated[list[PublishedSource], Field(max_length=8)]


class ChangeSource(ClientMessage):
    """Switch one's own sound or picture on or off without renegotiating."""

    type: Literal["change_source"] = "change_source"
    source: Identifier
    audio: bool
    video: bool


class Subscribe(ClientMessage):
    """Ask for the down-link's offer; `restart` asks for new ICE credentials on the same association."""

    type: Literal["subscribe"] = "subscribe"
    restart: bool = False


class Answer(ClientMessage):
    """The client's answer to the `offer` with the same negotiation number."""

    type: Literal["answer"] = "answer"
    negotiation: int
    sdp: Sdp


class RaiseHand(ClientMessage):
    type: Literal["raise_hand"] = "raise_hand"


class LowerHand(ClientMessage):
    """One's own, or as master anybody's."""

    type: Literal["lower_hand"] = "lower_hand"
    member: Identifier | None = None


class GiveFloor(ClientMessage):
    """Call on a classroom. Whoever had the floor gives it back first, unless `join` is true."""

    type: Literal["give_floor"] = "give_floor"
    member: Identifier
    join: bool = False


class ReturnFloor(ClientMessage):
    """Give back one's own floor, or as master take it from `member`."""

    type: Literal["return_floor"] = "return_floor"
    member: Identifier | None = None


class MuteAll(ClientMessage):
    type: Literal["mute_all"] = "mute_all"


class StartLesson(ClientMessage):
    type: Literal["start_lesson"] = "start_lesson"


class EndLesson(ClientMessage):
    type: Literal["end_lesson"] = "end_lesson"


class Shown(ClientMessage):
    """
    How many pixels high the page draws each source that it receives; 0: not at all.

    A source that is not named may be sent as large as the line carries.
    """

    type: Literal["shown"] = "shown"
    heights: Annotated[dict[Identifier, Annotated[int, Field(ge=0, le=10_000)]], Field(max_length=64)] = (
        Field(default_factory=dict)
    )


class Report(ClientMessage):
    """A digest of getStats(), every few seconds, and what is wrong with the devices."""

    type: Literal["report"] = "report"
    up: LinkReport | None = None
    down: LinkReport | None = None
    devices: Annotated[list[DeviceTrouble], Field(max_length=5)] = Field(default_factory=list)


class Leave(ClientMessage):
    """Say good-bye: no grace period is kept for the member."""

    type: Literal["leave"] = "leave"


FromClientMessage = (
    Join
    | Ping
    | Publish
    | ChangeSource
    | Subscribe
    | Answer
    | RaiseHand
    | LowerHand
    | GiveFloor
    | ReturnFloor
    | MuteAll
    | StartLesson
    | EndLesson
    | Shown
    | Report
    | Leave
    | RingBell
    | AddBoardPage
    | AddMark
    | ClearSurface
    | CloseBoard
    | FetchSurface
    | Ink
    | PointAt
    | RemoveBoardPage
    | RemoveMarks
    | SetWriters
    | ShowBoard
    | ShowPage
    | HideCourseware
    | PlayClip
    | PauseClip
    | CloseClip
    | SetLayout
    | SetSpotlight
    | AskHelp
    | SettleHelp
    | Say
    | RemoveMessage
    | SetChatMode
    | Whisper
    | StartTimer
    | PauseTimer
    | ResumeTimer
    | StopTimer
    | ConfirmRoll
    | OpenQuestion
    | CloseQuestion
    | ShowResults
    | RevealAnswer
    | DismissQuestion
    | ShowText
    | ChooseRacer
    | AnswerQuestion
    | CountHands
    | Press
    | FetchAnswerLinks
    | HandOver
    | RemoveMember
    | SetFreeFloor
    | TakeFloor
    | Admit
    | Decline
    | OpenRecording
    | StartPlayback
    | PausePlayback
    | SetPlaybackSpeed
    | HidePlayback
    | EnlargeInPlayback
    | ClosePlayback
)
FromClient = Annotated[FromClientMessage, Field(discriminator="type")]
