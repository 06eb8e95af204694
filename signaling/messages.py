"""
The JSON objects on the signalling websocket, one class each.

`docs/PROTOCOL.md` shows every one of them with an example; the tests parse those
examples with these classes, and the TypeScript types are generated from them.
A client's message may carry an `id`; its `ok`, `error` or other reply repeats it as `re`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.cues import Cue
from signaling.state import Role, RoomState, Shape, SourceKind

Sdp = Annotated[str, Field(max_length=200_000)]
Identifier = Annotated[str, Field(min_length=1, max_length=80)]


# ---- from a client ------------------------------------------------------------------


class ClientMessage(Shape):
    id: Annotated[int, Field(ge=0, lt=2**53)] | None = None


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


class LinkReport(Shape):
    """What a client lived through on one link since its last report; units are in the names."""

    state: Annotated[str, Field(max_length=20)] = "new"
    loss: Annotated[float, Field(ge=0, le=1)] = 0.0
    rtt_ms: Annotated[float, Field(ge=0)] | None = None
    jitter_ms: Annotated[float, Field(ge=0)] | None = None
    bitrate: Annotated[float, Field(ge=0)] = 0.0
    frames_per_second: Annotated[float, Field(ge=0)] | None = None
    frozen: Annotated[float, Field(ge=0, le=1)] | None = None
    concealed: Annotated[float, Field(ge=0, le=1)] | None = None


class Report(ClientMessage):
    """A digest of getStats(), every few seconds."""

    type: Literal["report"] = "report"
    up: LinkReport | None = None
    down: LinkReport | None = None


class Leave(ClientMessage):
    """Say good-bye: no grace period is kept for the member."""

    type: Literal["leave"] = "leave"


FromClient = Annotated[
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
    | Report
    | Leave,
    Field(discriminator="type"),
]


# ---- from the server ----------------------------------------------------------------


class ServerMessage(Shape):
    re: int | None = None


class Welcome(ServerMessage):
    """
    The answer to `join`.

    Either `snapshot` is the whole state at cue `cue`, or, after a resume, `cues`
    are the ones the client has missed. `kept` says which peer connections the
    client may go on using; the others must be built anew.
    """

    type: Literal["welcome"] = "welcome"
    member: str
    role: Role
    epoch: int
    cue: int
    snapshot: RoomState | None = None
    cues: list[Cue] = Field(default_factory=list)
    kept: Kept = Kept()
    server_time: int


class CueMessage(ServerMessage):
    type: Literal["cue"] = "cue"
    cue: Cue


class Ok(ServerMessage):
    type: Literal["ok"] = "ok"


class ErrorMessage(ServerMessage):
    """`code` is from the table in PROTOCOL.md, `text` says what happened, `todo` what to do about it."""

    type: Literal["error"] = "error"
    code: str
    text: str
    todo: str = ""


class Pong(ServerMessage):
    """`server_time` is Unix time in milliseconds."""

    type: Literal["pong"] = "pong"
    sent: float
    server_time: float


class Published(ServerMessage):
    """The answer to the up-link's offer."""

    type: Literal["published"] = "published"
    sdp: str


class Slot(Shape):
    """The two m-lines of the down-link that make up one slot."""

    slot: int
    audio_mid: str
    video_mid: str


class Offer(ServerMessage):
    """The down-link's offer: answer it with the same `negotiation`."""

    type: Literal["offer"] = "offer"
    negotiation: int
    sdp: str
    slots: list[Slot]


class SlotContent(Shape):
    """Which source a slot carries now; `audio` and `video` say what of it is forwarded."""

    slot: int
    source: str | None = None
    audio: bool = False
    video: bool = False


class Slots(ServerMessage):
    """What every slot of one's down-link carries from now on."""

    type: Literal["slots"] = "slots"
    slots: list[SlotContent]


class Line(Shape):
    """
    One member's line, for the master's eyes.

    `quality` is `good`, `fair`, `poor` or `lost`; `connected` says whether the
    media transports are up.
    """

    member: str
    quality: Literal["good", "fair", "poor", "lost"]
    connected: bool
    up: LinkReport | None = None
    down: LinkReport | None = None


class Lines(ServerMessage):
    type: Literal["lines"] = "lines"
    lines: list[Line]


class MediaLost(ServerMessage):
    """The media worker is gone or has forgotten us: build `up` and/or `down` anew."""

    type: Literal["media_lost"] = "media_lost"
    up: bool
    down: bool


class Bye(ServerMessage):
    """The last message before the server closes; `again` tells whether to come back."""

    type: Literal["bye"] = "bye"
    code: str
    text: str
    again: bool = False


FromServer = Annotated[
    Welcome | CueMessage | Ok | ErrorMessage | Pong | Published | Offer | Slots | Lines | MediaLost | Bye,
    Field(discriminator="type"),
]
