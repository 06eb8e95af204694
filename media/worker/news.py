"""What a media worker tells control, one class a message; see `media.worker.protocol`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from media.worker.pipe_shapes import PipeOffer
from media.worker.shape import Shape


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
