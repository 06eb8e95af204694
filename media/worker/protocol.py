"""
The JSON objects between the control process and a media worker, one class each.

The worker dials the control process (`/worker`, a websocket) and says `hello`
with the shared secret. Control sends commands; the worker answers each with
`done` or `failed` carrying the same `id`, in any order, and sends events by
itself. `docs/PROTOCOL.md` shows each with an example that the tests parse.

A `room` is a lesson's id. A `transport` is named by control (`MEMBER/up`,
`MEMBER/down`, `whip/…`, `whep/…`, `pull/…`). A producer is `SOURCE/audio` or `SOURCE/video`,
where a source is `MEMBER/KIND`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# ---- control to worker --------------------------------------------------------------


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


class PipeCodec(Shape):
    """As in `a=rtpmap` and `a=fmtp`; the name is upper case (H264, VP9, VP8, OPUS)."""

    name: str
    payload_type: int = Field(ge=0, le=127)
    clock_rate: int = Field(gt=0)
    channels: int | None = None
    parameters: str = ""
    rtx_payload_type: int | None = Field(default=None, ge=0, le=127)


class PipeEncoding(Shape):
    """One layer; `rid` is empty without simulcast. `rtx_ssrc` carries its retransmissions (RFC 4588)."""

    rid: str = ""
    ssrc: int = Field(ge=0, le=0xFFFFFFFF)
    rtx_ssrc: int | None = Field(default=None, ge=0, le=0xFFFFFFFF)


class PipeTrack(Shape):
    """A producer that comes through a pipe; `encodings` lowest layer first."""

    producer: str
    kind: Literal["audio", "video"]
    codecs: list[PipeCodec] = Field(min_length=1)
    encodings: list[PipeEncoding] = Field(min_length=1)


class PipeOffer(Shape):
    """
    What the receiving end of a pipe is told.

    The keys are AEAD_AES_128_GCM's, 16 bytes and 12 of salt in base64: it opens
    with `receive_key` what comes, and protects with `send_key` what it answers.
    """

    receive_key: str = Field(repr=False)
    send_key: str = Field(repr=False)
    #: The sender SSRC of what the sending end reports by RTCP.
    control_ssrc: int = Field(ge=0, le=0xFFFFFFFF)
    tracks: list[PipeTrack]
    #: The id of the audio level's header extension (RFC 6464), if packets carry it.
    audio_level: int | None = Field(default=None, ge=1, le=14)


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


# ---- worker to control --------------------------------------------------------------


class RoomInventory(Shape):
    """
    What a worker that outlived its control process still carries; `slots` of every answered down-link.

    `branch` says that the room's home is another worker, `pipes` names what this one sends to others.
    """

    room: str
    transports: list[str]
    producers: list[str]
    recording: bool
    slots: dict[str, int] = Field(default_factory=dict)
    branch: bool = False
    pipes: list[str] = Field(default_factory=list)


class Hello(Shape):
    """The first message of a worker; `secret` is the shared one from the configuration."""

    type: Literal["hello"] = "hello"
    worker: str
    secret: str
    pid: int
    udp_port: int
    #: Under which addresses other processes may reach `udp_port`, loopback last.
    addresses: list[str] = Field(default_factory=list)
    rooms: list[RoomInventory] = Field(default_factory=list)


class SlotMids(Shape):
    slot: int
    audio_mid: str | None
    video_mid: str | None


class ProducerInfo(Shape):
    """`codec` is upper case (H264, VP9, VP8, OPUS); `rids` is empty without simulcast."""

    producer: str
    kind: Literal["audio", "video"]
    codec: str
    rids: list[str] = Field(default_factory=list)


class Done(Shape):
    """The command with this `id` was carried out; the fields that it promises are set."""

    type: Literal["done"] = "done"
    id: int
    sdp: str | None = None
    slots: list[SlotMids] | None = None
    producers: list[ProducerInfo] | None = None
    pipe: PipeOffer | None = None


class Failed(Shape):
    """
    The command was refused and has changed nothing.

    Codes: `bad_sdp`, `bad_pipe`, `no_codec`, `unknown_transport`, `unknown_room`,
    `wrong_state`, `disk_full`, `bad_command`, `overloaded`.
    """

    type: Literal["failed"] = "failed"
    id: int
    code: str
    text: str


class TransportState(Shape):
    """`lost` after 5 s without a valid check or packet (it may come back); `closed` is final."""

    type: Literal["transport_state"] = "transport_state"
    room: str
    transport: str
    state: Literal["connecting", "connected", "lost", "closed", "failed"]
    reason: str = ""


class SourceNews(Shape):
    """
    A pulled source runs, with these producers, or waits for the next attempt to reach it, and why.

    `reason` is one of `media.ingest.failures.REASONS`; `converted` names what is
    converted and why, like `video:b_frames` or `audio:codec`.
    """

    type: Literal["source_news"] = "source_news"
    room: str
    transport: str
    state: Literal["running", "waiting"]
    reason: str = ""
    producers: list[ProducerInfo] = Field(default_factory=list)
    converted: list[str] = Field(default_factory=list)


class RecordingFault(Shape):
    """A take could not be written (`disk_full`, `write_failed`, `queue_full`); the others go on."""

    type: Literal["recording_fault"] = "recording_fault"
    room: str
    code: str
    text: str
    producer: str = ""


class RecordingRecovered(Shape):
    """The fault of this producer is over: it is written again, or no longer to be recorded."""

    type: Literal["recording_recovered"] = "recording_recovered"
    room: str
    producer: str


class TakeNews(Shape):
    """A take was opened or closed; everything else stands in the folder's journals."""

    type: Literal["take"] = "take"
    room: str
    take: str
    producer: str
    open: bool


class SlotPicture(Shape):
    """
    What a slot's picture has come to: `reduced` is a lower layer than the receiver would draw.

    `rid` is the layer that is sent, empty without simulcast. Reasons:
    `line_too_thin`, `not_shown`, `waiting_for_keyframe`, `no_codec`, `overloaded`.
    """

    slot: int
    state: Literal["sent", "reduced", "paused"]
    reason: str = ""
    rid: str = ""


class LineNews(Shape):
    """
    How a transport's line is: at once when a picture changes its state, else every 2 s.

    `rate` is what the line is thought to carry (down) or what arrives (up), bit/s;
    `loss` is 0 to 1, before any repair; `rtt` in seconds. `None` is not known.
    """

    type: Literal["line"] = "line"
    room: str
    transport: str
    rate: int | None = None
    loss: float | None = None
    rtt: float | None = None
    pictures: list[SlotPicture] = Field(default_factory=list)


class Statistics(Shape):
    """
    Every 2 s. `counters` are totals since the start, named like the metrics
    (`packets_in`, `packets_out`, `drop_REASON`, …); `load` is the share of the
    last interval the loop was busy, 0 to 1, `age` how long a packet may have
    waited before the loop came to it, in seconds (the 99th percentile). A worker
    that is `overloaded` should get nothing more; `shed` says how many layers of
    pictures it leaves out meanwhile.
    """

    type: Literal["statistics"] = "statistics"
    load: float
    age: float = 0.0
    overloaded: bool = False
    shed: int = 0
    rooms: int
    transports: int
    counters: dict[str, float]


FromWorker = Annotated[
    Hello
    | Done
    | Failed
    | TransportState
    | SourceNews
    | RecordingFault
    | RecordingRecovered
    | TakeNews
    | LineNews
    | Statistics,
    Field(discriminator="type"),
]
