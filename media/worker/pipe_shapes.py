"""What both ends of a pipe are told of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from media.worker.shape import Shape


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
