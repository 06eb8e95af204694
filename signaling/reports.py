"""What a client lived through on its two links since its last word, with the units in the names."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.shape import Shape

Share = Annotated[float, Field(ge=0, le=1)]
Amount = Annotated[float, Field(ge=0, le=1e10)]


#: What is wrong with a classroom's devices, as its page finds out: a camera that is not there or gives
#: nothing, a microphone that is not there or gives no sound at all, a loudspeaker that feeds back into it.
DeviceTrouble = Literal[
    "camera_missing", "camera_stalled", "microphone_missing", "microphone_silent", "howling"
]


class PictureReport(Shape):
    """One picture as it was decoded or encoded; `frozen` is a share of the time, `height` in pixels."""

    source: Annotated[str, Field(min_length=1, max_length=80)]
    height: Annotated[int, Field(ge=0, le=10_000)] = 0
    frames_per_second: Amount = 0.0
    frozen: Share = 0.0


class LinkReport(Shape):
    """
    A digest of one peer connection's statistics.

    `path` is how the packets travel; `limited` is what kept the encoder from
    sending all it could, for an up-link; `paused` says that no camera is sent, for
    the line is full with sound alone.
    """

    state: Annotated[str, Field(max_length=20)] = "new"
    loss: Share = 0.0
    rtt_ms: Amount | None = None
    jitter_ms: Amount | None = None
    bitrate: Amount | None = None
    frames_per_second: Amount | None = None
    frozen: Share | None = None
    concealed: Share | None = None
    jitter_buffer_ms: Amount | None = None
    path: Literal["", "udp", "tcp", "relay"] = ""
    family: Literal["", "ipv4", "ipv6"] = ""
    limited: Literal["none", "cpu", "bandwidth", "other"] = "none"
    paused: bool = False
    pictures: Annotated[list[PictureReport], Field(max_length=16)] = Field(default_factory=list)
