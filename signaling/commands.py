"""
What the pure room asks the outside to do.

The conductor (`server/conductor.py`) is the one dispatcher that carries them out,
in order, and hands each outcome back to the room by the method named here.
"""

from __future__ import annotations

from dataclasses import dataclass

from signaling.cues import Cue
from signaling.messages import Line, PublishedSource, Report, ServerMessage
from signaling.tools.questions.state import Question
from signaling.tools.questions.vote import Vote
from signaling.tools.questions.wishes import RacerSeat


@dataclass(frozen=True, slots=True)
class Send:
    """Put one message on the websocket of a session (or answer a WHIP request); nothing comes back."""

    session: str
    message: ServerMessage


@dataclass(frozen=True, slots=True)
class Close:
    """Close the websocket of a session after what was sent before, or end a WHIP or WHEP resource."""

    session: str


@dataclass(frozen=True, slots=True)
class KeepCue:
    """Store the cue for ever."""

    cue: Cue


@dataclass(frozen=True, slots=True)
class NoteAttendance:
    """Store that a member came or went (append-only; a reconnect within the grace period is neither)."""

    member: str
    name: str
    role: str
    present: bool
    at: int


@dataclass(frozen=True, slots=True)
class NoteReport:
    """Keep what a member lived through for the technician; `line` is the judgement at that moment."""

    member: str
    report: Report
    line: Line
    at: int


@dataclass(frozen=True, slots=True)
class AcceptPublisher:
    """Answer the up-link's offer; outcome: `Room.published` or `Room.media_refused`."""

    session: str
    member: str
    re: int | None
    sdp: str
    sources: tuple[PublishedSource, ...]


@dataclass(frozen=True, slots=True)
class OfferSlots:
    """Make the down-link's offer; outcome: `Room.offered` or `Room.media_refused`."""

    session: str
    member: str
    re: int | None
    slots: int
    restart: bool


@dataclass(frozen=True, slots=True)
class AcceptAnswer:
    """Apply the down-link's answer; outcome: `Room.answered` or `Room.media_refused`."""

    session: str
    member: str
    re: int | None
    negotiation: int
    sdp: str


@dataclass(frozen=True, slots=True)
class SlotRoute:
    """
    The producers (`source/audio`, `source/video`) that one slot shall carry.

    On a thin line the lowest rank is sent first; `height` is how many pixels high the receiver
    draws the picture, 0 not at all, None not known.
    """

    slot: int
    audio: str | None
    video: str | None
    audio_rank: int = 1
    video_rank: int = 2
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Switch the down-link of a member, or of a viewer (`whep/…`), to exactly these producers."""

    member: str
    slots: tuple[SlotRoute, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """Record exactly these producers from now on; an empty tuple pauses without finishing."""

    producers: tuple[str, ...]
    started_at: int


@dataclass(frozen=True, slots=True)
class FinishRecording:
    """The lesson has ended: close every take and publish the manifest."""

    ended_at: int


@dataclass(frozen=True, slots=True)
class CloseTransports:
    """The member is gone: close its transports on the worker."""

    member: str
    up: bool = True
    down: bool = True


@dataclass(frozen=True, slots=True)
class PullCamera:
    """Fetch a registered camera as this source; `Room.camera_refused` when it can't even be tried."""

    source: str
    camera: str


@dataclass(frozen=True, slots=True)
class StopCamera:
    """Fetch the camera of this source no longer."""

    source: str


@dataclass(frozen=True, slots=True)
class SetLessonPhase:
    """Store that the lesson is `live` (with its start) or `ended`."""

    phase: str
    at: int


@dataclass(frozen=True, slots=True)
class KeepQuestion:
    """Store a question with its right answer, if it has one."""

    question: Question
    answer: list[str] | None
    at: int


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Store a vote that counts (append-only; the same key again is the same vote)."""

    vote: Vote


@dataclass(frozen=True, slots=True)
class MakeAnswerLinks:
    """Tell a session (`answer_links`) where the pupils of these places answer by telephone."""

    session: str
    re: int | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShowRacers:
    """Let the pupils' phones know who of them were the racers of a question."""

    question: str
    racers: tuple[RacerSeat, ...]


@dataclass(frozen=True, slots=True)
class Wake:
    """Call `Room.tick` at this time too (Unix ms): what is due then should not wait for the second."""

    at: int


Command = (
    Send
    | Close
    | KeepCue
    | NoteAttendance
    | NoteReport
    | AcceptPublisher
    | OfferSlots
    | AcceptAnswer
    | Route
    | Record
    | FinishRecording
    | CloseTransports
    | PullCamera
    | StopCamera
    | SetLessonPhase
    | KeepQuestion
    | KeepAnswer
    | MakeAnswerLinks
    | ShowRacers
    | Wake
)
