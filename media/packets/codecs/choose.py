"""Find the depacketizer of a codec by the name that SDP gives it."""

from __future__ import annotations

from collections.abc import Callable

from media.packets.codecs.frame import Depacketizer
from media.packets.codecs.h264 import H264Depacketizer
from media.packets.codecs.opus import OpusDepacketizer
from media.packets.codecs.vp8 import Vp8Depacketizer
from media.packets.codecs.vp9 import Vp9Depacketizer

DEPACKETIZERS: dict[str, Callable[[], Depacketizer]] = {
    "H264": H264Depacketizer,
    "VP8": Vp8Depacketizer,
    "VP9": Vp9Depacketizer,
    "OPUS": OpusDepacketizer,
}
