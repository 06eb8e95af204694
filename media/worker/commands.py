"""What control asks of a media worker, one class a command; see `media.worker.protocol`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from media.worker.pipe_shapes import PipeOffer
from media.worker.shape import Shape


class WorkerCommand(Shape):
    id: int


class SourceTracks(Shape):
    """
    Which m-lines carry one source, and whether its owner sends them.

    With both mids `None` the worker takes the first audio and the first video
    m-line of the offer (WHIP).
    """

    source: str
    audio_mid: str | None = None
    video_mid: str | None = None


class AcceptUp(WorkerCommand):
    """
    Answer a publisher's offer. `done` carries `sdp` and `producers`.

    The same transport name with the same DTLS fingerprint is a renegotiation or
    an ICE restart; with another fingerprint it replaces the old transport.
    """

    type: Literal["accept_up"] = "accept_up"
    room: str
    transport: str
    sdp: str
    sources: list[SourceTracks]


class OpenDown(WorkerCommand):
    """Make a down-link's offer with `slots` slots. `done` carries `sdp` and `slots`."""

    type: Literal["open_down"] = "open_down"
    room: str
    transport: str
    slots: int = Field(ge=1, le=64)
    restart: bool = False


class AnswerDown(WorkerCommand):
    """Apply the answer to the last `open_down` of that transport."""

    type: Literal["answer_down"] = "answer_down"
    room: str
    transport: str
    sdp: str


class AcceptDown(WorkerCommand):
    """Answer a receiver's own offer (WHEP). `done` carries `sdp` and `slots`."""

    type: Literal["accept_down"] = "accept_down"
    room: str
    transport: str
    sdp: str


class Pull(WorkerCommand):
    """
    Fetch a camera, an encoder or a file as `source`, for ever until `close_transport`; `done` comes at once.

    `source_news` follows when it is there. `url` may hold a password. `stall_s`: so
    long without a packet counts as gone; pictures that must be converted become at
    most `height` pixels high and `kbps` kbit/s. The same name replaces what differs.
    """

    type: Literal["pull"] = "pull"
    room: str
    transport: str
    source: str
    url: str = Field(repr=False)
    sound: bool = True
    stall_s: float = Field(default=5.0, ge=1, le=60)
    height: int = Field(default=720, ge=90, le=2160)
    kbps: int = Field(default=1500, ge=50, le=20_000)


class CloseTransport(WorkerCommand):
    type: Literal["close_transport"] = "close_transport"
    room: str
    transport: str


class SlotRoute(Shape):
    """
    The producers one slot shall carry. A producer that does not exist yet is taken when it appears.

    On a thin line what has the lowest rank is sent first, sound before any
    picture. `height` is how many pixels high the receiver draws the picture: no
    layer larger than needed is sent, and with 0 none at all; `None` says nothing.
    """

    slot: int
    audio: str | None = None
    video: str | None = None
    audio_rank: int = Field(default=1, ge=0, le=9)
    video_rank: int = Field(default=2, ge=0, le=9)
    height: int | None = Field(default=None, ge=0)


class Route(WorkerCommand):
    """Switch a down-link to exactly these producers; slots that are not named carry nothing."""

    type: Literal["route"] = "route"
    room: str
    transport: str
    slots: list[SlotRoute]


class Record(WorkerCommand):
    """
    Record exactly these producers from now on, into `folder`.

    `started_at` is the zero of the lesson clock, Unix milliseconds. A producer
    that does not exist yet is recorded when it appears. An empty list closes
    every take but leaves the recorder there.
    """

    type: Literal["record"] = "record"
    room: str
    folder: str
    started_at: int
    producers: list[str]


class FinishRecording(WorkerCommand):
    """Close every take; `done` comes when all is on disk."""

    type: Literal["finish_recording"] = "finish_recording"
    room: str


class CloseRoom(WorkerCommand):
    """Close every transport of the room and its recorder."""

    type: Literal["close_room"] = "close_room"
    room: str


class OpenPipe(WorkerCommand, PipeOffer):
    """
    Take producers from a process that we know: SRTP without ICE and DTLS. `done` carries `producers`.

    Its datagrams come to our UDP port from one socket of its own. The same name
    with the same keys gives a pipe other tracks, with other keys it replaces the
    pipe.
    """

    type: Literal["open_pipe"] = "open_pipe"
    room: str
    transport: str


class SendPipe(WorkerCommand):
    """
    Copy a publisher's producers to another worker. `done` carries `pipe`, for an `open_pipe` there.

    Asked again for the same pipe it says what is to be told after a
    renegotiation; keys and numbers stay. `close_transport` ends it, and so does
    the end of the publisher.
    """

    type: Literal["send_pipe"] = "send_pipe"
    room: str
    transport: str
    publisher: str
    addresses: list[str] = Field(min_length=1)
    port: int = Field(ge=1, le=65535)


class OpenBranch(WorkerCommand):
    """Begin to carry a room whose home is another worker: receivers, and what is piped to them."""

    type: Literal["open_branch"] = "open_branch"
    room: str


ToWorker = Annotated[
    AcceptUp
    | OpenDown
    | AnswerDown
    | AcceptDown
    | OpenPipe
    | SendPipe
    | OpenBranch
    | Pull
    | CloseTransport
    | Route
    | Record
    | FinishRecording
    | CloseRoom,
    Field(discriminator="type"),
]
