"""Open a source with FFmpeg's demuxers, by way of PyAV: network cameras, encoders, recording hosts, files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import av
from av.error import (
    EOFError as EndOfFile,
)
from av.error import (
    ExitError,
    FFmpegError,
    FileNotFoundError,
    HTTPForbiddenError,
    HTTPNotFoundError,
    HTTPUnauthorizedError,
    InvalidDataError,
)

from media.ingest.access_units import AccessUnits
from media.ingest.failures import SourceFailed
from media.ingest.verdict import Picture, Sound

OPEN_S = 10.0
#: What each scheme may lead FFmpeg to: an answer of the source opens neither files nor other protocols.
_OPTIONS: dict[str, dict[str, str]] = {
    "rtsp": {"protocol_whitelist": "rtsp,rtp,udp,tcp,tls", "rtsp_flags": "prefer_tcp"},
    "rtsps": {"protocol_whitelist": "rtsp,rtsps,rtp,udp,tcp,tls", "rtsp_flags": "prefer_tcp"},
    "rtmp": {"protocol_whitelist": "rtmp,tcp"},
    "rtmps": {"protocol_whitelist": "rtmps,tls,tcp"},
    "file": {
        "protocol_whitelist": "file",
        "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,flv,mpegts,mpeg,avi,ogg",
    },
}
_FORMATS = {"rtsp": "rtsp", "rtsps": "rtsp", "rtmp": "flv", "rtmps": "flv", "file": None}
#: Enough for two keyframes of an encoder that announces nothing; FFmpeg would wait for 5 s.
_ANALYSE_US = "2000000"

Kind = Literal["audio", "video"]


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet of a track. `pts` is in seconds of the source, `None` where it says none."""

    kind: Kind
    data: bytes
    pts: float | None
    coded: Any


class Container:
    """An open source: its first picture, its first sound, and their packets. Made by `opened`."""

    def __init__(self, container: Any, sound: bool) -> None:
        self._container = container
        self.video: Any = next(iter(container.streams.video), None)
        self.audio: Any = next(iter(container.streams.audio), None) if sound else None
        if self.video is None and self.audio is None:
            raise SourceFailed("no_tracks")

    def picture(self) -> Picture | None:
        """What the source has said of its video so far."""
        if self.video is None:
            return None
        context = self.video.codec_context
        profile, interlaced = 0, False
        if context.name == "h264":
            profile, interlaced = _of_sps(context.extradata)
        rate = self.video.average_rate or self.video.guessed_rate
        return Picture(
            codec=context.name,
            width=context.width,
            height=context.height,
            profile=profile,
            b_frames=bool(context.has_b_frames),
            interlaced=interlaced,
            rate=round(float(rate), 2) if rate else None,
        )

    def sound(self) -> Sound | None:
        """What the source has said of its audio."""
        if self.audio is None:
            return None
        context = self.audio.codec_context
        codec = "opus" if context.name in ("opus", "libopus") else context.name
        return Sound(codec, context.sample_rate or 0, context.channels or 0)

    def packets(self) -> Iterator[Packet]:
        """Every packet of both tracks as it comes. Raises `SourceFailed`; a file simply ends."""
        wanted = [track for track in (self.video, self.audio) if track is not None]
        with _named_failures():
            for packet in self._container.demux(wanted):
                if packet.size:
                    at = packet.pts if packet.pts is not None else packet.dts
                    seconds = float(at * packet.time_base) if at is not None else None
                    yield Packet(packet.stream.type, bytes(packet), seconds, packet)


@contextmanager
def opened(url: str, sound: bool = True, stall_s: float = 5.0) -> Iterator[Container]:
    """
    The source at `url`, closed again on leaving; blocks for up to 10 s.

    A read that brings nothing for `stall_s` seconds fails as `silent`. Raises
    `SourceFailed`.
    """
    scheme = urlsplit(url).scheme
    options = _OPTIONS.get(scheme)
    if options is None:
        raise SourceFailed("not_media")
    address = url.removeprefix("file://") if scheme == "file" else url
    with _named_failures():
        container = av.open(
            address,
            format=_FORMATS[scheme],
            options=options | {"analyzeduration": _ANALYSE_US},
            timeout=(OPEN_S, stall_s),
        )
    with container:
        yield Container(container, sound)


@contextmanager
def _named_failures() -> Iterator[None]:
    # FFmpeg's own texts may repeat the URL with its password: they go no further.
    try:
        yield
    except (HTTPUnauthorizedError, HTTPForbiddenError):
        raise SourceFailed("wrong_password") from None
    except (HTTPNotFoundError, FileNotFoundError):
        raise SourceFailed("no_such_stream") from None
    except InvalidDataError:
        raise SourceFailed("not_media") from None
    except EndOfFile:
        raise SourceFailed("ended") from None
    except ExitError:
        raise SourceFailed("silent") from None
    except OSError:
        raise SourceFailed("unreachable") from None
    except FFmpegError:
        raise SourceFailed("failed") from None


def _of_sps(extradata: bytes | None) -> tuple[int, bool]:
    """Profile and whether it may be interlaced, as far as parameter sets have come."""
    try:
        parameters = AccessUnits(extradata).parameters
    except ValueError:
        return 0, False
    return (parameters.profile, not parameters.frames_only) if parameters else (0, False)
