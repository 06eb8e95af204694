"""What the server says on the signalling websocket, one class for each message."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.cues import Cue
from signaling.from_client import Kept
from signaling.reports import DeviceTrouble
from signaling.shape import ServerMessage, Shape
from signaling.state import Role, RoomState
from signaling.tools.board.wishes import Inked, SurfaceMarks
from signaling.tools.chat.words import Whispered
from signaling.tools.conduct.words import Held, Lobby
from signaling.tools.questions.wishes import AnswerLinks, Phones, RacerSeats


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


class Picture(Shape):
    """
    A picture on one's own down-link that is not as good as it is drawn.

    `reduced` is a smaller layer; `paused` is none at all. Reasons: `line_too_thin`, `no_codec`,
    `overloaded` (the server is late itself), `sender_too_thin` (its owner's line carries the sound alone).
    """

    source: str
    state: Literal["reduced", "paused"]
    reason: str


class Pictures(ServerMessage):
    """Every picture that is reduced or paused now; all others are sent as they are drawn."""

    type: Literal["pictures"] = "pictures"
    pictures: list[Picture]


class Line(Shape):
    """
    One member's line, for the master's eyes.

    `quality` sums it up; `connected` says whether the media transports are up.
    `sound` and `picture` are how they arrive, `cause` is why they suffer, on the way
    `side` (seen from the member). `loss` (in whole percents) and `rtt_ms` are said where they are the cause.
    `devices` is what is wrong with camera, microphone and loudspeaker there.
    """

    member: str
    quality: Literal["good", "fair", "poor", "lost"]
    connected: bool
    sound: Literal["good", "gaps", "broken"]
    picture: Literal["good", "reduced", "frozen", "paused"]
    cause: Literal["none", "loss", "delay", "thin", "device", "server"]
    side: Literal["none", "up", "down"]
    loss: float
    rtt_ms: int | None = None
    devices: list[DeviceTrouble] = Field(default_factory=list)


class Lines(ServerMessage):
    """The lines that have changed since they were told last; after a join, all of them."""

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
    Welcome
    | CueMessage
    | Ok
    | ErrorMessage
    | Pong
    | Published
    | Offer
    | Slots
    | Pictures
    | Lines
    | MediaLost
    | Inked
    | SurfaceMarks
    | Whispered
    | Held
    | Lobby
    | Bye
    | AnswerLinks
    | Phones
    | RacerSeats,
    Field(discriminator="type"),
]
