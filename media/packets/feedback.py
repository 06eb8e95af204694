"""Ask for packets, keyframes and less bitrate: RTCP feedback (RFC 4585, RFC 5104, REMB)."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from media.packets.twcc import TransportFeedback
from media.packets.words import build_packet

TRANSPORT_FEEDBACK, PAYLOAD_FEEDBACK = 205, 206
_NACK, _TRANSPORT_CC = 1, 15
_PLI, _FIR, _APPLICATION = 1, 4, 15


@dataclass(frozen=True, slots=True)
class Nack:
    """Packets of `media_ssrc` that the sender of this asks for again."""

    sender_ssrc: int
    media_ssrc: int
    sequences: tuple[int, ...]

    def build(self) -> bytes:
        """The sequence numbers must be in order (seen across the wrap)."""
        body = struct.pack("!II", self.sender_ssrc, self.media_ssrc)
        for first, mask in _group(self.sequences):
            body += struct.pack("!HH", first, mask)
        return build_packet(_NACK, TRANSPORT_FEEDBACK, body)


@dataclass(frozen=True, slots=True)
class PictureLoss:
    """PLI: the receiver cannot go on without a keyframe of `media_ssrc`."""

    sender_ssrc: int
    media_ssrc: int

    def build(self) -> bytes:
        return build_packet(_PLI, PAYLOAD_FEEDBACK, struct.pack("!II", self.sender_ssrc, self.media_ssrc))


@dataclass(frozen=True, slots=True)
class FullIntraRequest:
    """FIR: like PLI, numbered, for several SSRCs: `(ssrc, request number)` each."""

    sender_ssrc: int
    requests: tuple[tuple[int, int], ...]

    def build(self) -> bytes:
        body = struct.pack("!II", self.sender_ssrc, 0)
        for ssrc, number in self.requests:
            body += struct.pack("!IBxxx", ssrc, number)
        return build_packet(_FIR, PAYLOAD_FEEDBACK, body)


@dataclass(frozen=True, slots=True)
class BitrateEstimate:
    """REMB (draft-alvestrand-rmcat-remb): what the receiver thinks it can take, in bit/s."""

    sender_ssrc: int
    bitrate: int
    ssrcs: tuple[int, ...]

    def build(self) -> bytes:
        exponent = max(0, self.bitrate.bit_length() - 18)
        rate = exponent << 18 | self.bitrate >> exponent
        head = struct.pack("!II4sI", self.sender_ssrc, 0, b"REMB", len(self.ssrcs) << 24 | rate)
        body = head + struct.pack(f"!{len(self.ssrcs)}I", *self.ssrcs)
        return build_packet(_APPLICATION, PAYLOAD_FEEDBACK, body)


Feedback = Nack | PictureLoss | FullIntraRequest | BitrateEstimate | TransportFeedback


def _read_nack(body: bytes) -> Nack:
    sender, media = struct.unpack_from("!II", body)
    sequences = []
    for first, mask in struct.iter_unpack("!HH", body[8:]):
        sequences.append(first)
        sequences += [(first + bit + 1) & 0xFFFF for bit in range(16) if mask >> bit & 1]
    return Nack(sender, media, tuple(sequences))


def _read_picture_loss(body: bytes) -> PictureLoss:
    return PictureLoss(*struct.unpack_from("!II", body))


def _read_full_intra_request(body: bytes) -> FullIntraRequest:
    (sender,) = struct.unpack_from("!I", body)
    return FullIntraRequest(sender, tuple(struct.iter_unpack("!IBxxx", body[8:])))


def _read_application(body: bytes) -> BitrateEstimate | None:
    sender, _, name, rate = struct.unpack_from("!II4sI", body)
    if name != b"REMB":
        return None
    ssrcs = struct.unpack_from(f"!{rate >> 24}I", body, 16)
    return BitrateEstimate(sender, (rate & 0x3FFFF) << (rate >> 18 & 0x3F), ssrcs)


def _group(sequences: Sequence[int]) -> list[tuple[int, int]]:
    """Pack sequence numbers into pairs of a first one and a mask of the 16 after it."""
    groups: list[tuple[int, int]] = []
    for sequence in sequences:
        distance = (sequence - groups[-1][0]) & 0xFFFF if groups else 0
        if groups and 0 < distance <= 16:
            groups[-1] = (groups[-1][0], groups[-1][1] | 1 << (distance - 1))
        else:
            groups.append((sequence, 0))
    return groups


FEEDBACK_READERS: dict[tuple[int, int], Callable[[bytes], Feedback | None]] = {
    (TRANSPORT_FEEDBACK, _NACK): _read_nack,
    (TRANSPORT_FEEDBACK, _TRANSPORT_CC): TransportFeedback.read,
    (PAYLOAD_FEEDBACK, _PLI): _read_picture_loss,
    (PAYLOAD_FEEDBACK, _FIR): _read_full_intra_request,
    (PAYLOAD_FEEDBACK, _APPLICATION): _read_application,
}
