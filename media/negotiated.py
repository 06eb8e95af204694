"""
What an offer and its answer have agreed on, as routing needs it.

`media.transport.negotiation` makes these from SDP; `media.routing` and the
recorder read them and never see SDP.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["audio", "video"]


@dataclass(frozen=True, slots=True)
class Codec:
    """One codec of one m-line. `name` is upper case: H264, VP9, VP8, OPUS, RED."""

    name: str
    payload_type: int
    clock_rate: int
    channels: int | None = None
    parameters: str = ""
    rtx_payload_type: int | None = None


@dataclass(frozen=True, slots=True)
class Extensions:
    """Negotiated ids of the RTP header extensions we read or write; `None` where not negotiated."""

    mid: int | None = None
    rid: int | None = None
    repaired_rid: int | None = None
    transport_cc: int | None = None
    abs_send_time: int | None = None
    audio_level: int | None = None


@dataclass(frozen=True, slots=True)
class UpTrack:
    """
    One m-line on which a peer sends.

    `rids` is empty without simulcast, else lowest layer first. `ssrcs` are those
    its SDP names (may be empty); `rtx` maps an RTX SSRC to the SSRC it repairs.
    `layers` maps rids to SSRCs where these are agreed on beforehand, as on a pipe.
    `repeats` is whether the peer sends again what we miss.
    """

    mid: str
    kind: Kind
    codecs: tuple[Codec, ...]
    rids: tuple[str, ...] = ()
    ssrcs: tuple[int, ...] = ()
    rtx: dict[int, int] = field(default_factory=dict)
    stream: str = ""
    layers: dict[str, int] = field(default_factory=dict)
    repeats: bool = True


@dataclass(frozen=True, slots=True)
class UpSpec:
    """Everything agreed for an up-link: its tracks by mid, and the header extensions."""

    tracks: dict[str, UpTrack]
    extensions: Extensions


@dataclass(frozen=True, slots=True)
class DownTrack:
    """One m-line on which we send; `codecs` are those the receiver accepted."""

    mid: str
    kind: Kind
    ssrc: int
    rtx_ssrc: int | None
    codecs: tuple[Codec, ...]
    cname: str


@dataclass(frozen=True, slots=True)
class DownSlot:
    """A slot: its audio and its video m-line; one may be missing for a WHEP client."""

    slot: int
    audio: DownTrack | None
    video: DownTrack | None


@dataclass(frozen=True, slots=True)
class DownSpec:
    """Everything agreed for a down-link."""

    slots: tuple[DownSlot, ...]
    extensions: Extensions
