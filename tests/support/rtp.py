"""Build RTP packets and the specs of links for tests."""

from __future__ import annotations

import struct

from media.negotiated import Codec, DownSlot, DownSpec, DownTrack, Extensions, UpSpec, UpTrack
from media.packets.extensions import build_extensions
from media.packets.rtp import RtpPacket

H264 = Codec(
    "H264", 102, 90000, parameters="packetization-mode=1;profile-level-id=42e01f", rtx_payload_type=103
)
VP8 = Codec("VP8", 96, 90000, rtx_payload_type=97)
OPUS = Codec("OPUS", 111, 48000, channels=2)
RED = Codec("RED", 63, 48000, channels=2, parameters="111/111")
EXTENSIONS = Extensions(mid=1, rid=2, repaired_rid=3, transport_cc=4)

#: Payloads of H.264: parameter sets together with a keyframe's beginning, and an ordinary slice.
KEYFRAME = bytes.fromhex("18 0004 6742e01f 0002 68ce 0003 658884") + bytes(200)
DELTA = bytes.fromhex("41 9a02") + bytes(300)


def rtp(
    sequence: int,
    timestamp: int = 0,
    ssrc: int = 1000,
    payload_type: int = 102,
    payload: bytes = DELTA,
    marker: int = 0,
    extensions: tuple[tuple[int, bytes], ...] = (),
    padding: int = 0,
) -> bytes:
    """The bytes of one RTP packet; `padding` bytes are added behind the payload."""
    block = build_extensions(extensions)
    first = 0x80 | (0x10 if block else 0) | (0x20 if padding else 0)
    second = marker << 7 | payload_type
    header = struct.pack("!BBHII", first, second, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc)
    return header + block + payload + (bytes(padding - 1) + bytes([padding]) if padding else b"")


def packet(sequence: int, **fields: object) -> RtpPacket:
    """The same, read."""
    return RtpPacket.parse(rtp(sequence, **fields))  # type: ignore[arg-type]


def video_track(mid: str = "1", ssrc: int = 1000, codec: Codec = H264, rids: tuple[str, ...] = ()) -> UpTrack:
    """A published video; its SDP names the SSRC and the next one for RTX unless it has rids."""
    if rids:
        return UpTrack(mid, "video", (codec,), rids)
    return UpTrack(mid, "video", (codec,), (), (ssrc, ssrc + 1), {ssrc + 1: ssrc})


def audio_track(mid: str = "0", ssrc: int = 500) -> UpTrack:
    return UpTrack(mid, "audio", (OPUS,), (), (ssrc,))


def up_spec(*tracks: UpTrack, extensions: Extensions = EXTENSIONS) -> UpSpec:
    return UpSpec({track.mid: track for track in tracks}, extensions)


def down_slot(
    slot: int = 0, video: tuple[Codec, ...] = (H264, VP8), audio: tuple[Codec, ...] = (OPUS,)
) -> DownSlot:
    """Slot n has the mids 2n and 2n + 1 and the SSRCs 10n + 1 (audio), 10n + 2 (video), 10n + 3 (RTX)."""
    base, cname = 10 * slot, f"slot{slot}"
    return DownSlot(
        slot,
        DownTrack(str(2 * slot), "audio", base + 1, None, audio, cname),
        DownTrack(str(2 * slot + 1), "video", base + 2, base + 3, video, cname),
    )


def down_spec(*slots: DownSlot, extensions: Extensions = EXTENSIONS) -> DownSpec:
    return DownSpec(slots or (down_slot(),), extensions)
