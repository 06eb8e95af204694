"""Take one film apart: its picture and its sound become takes on one lesson clock."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError
from av.stream import Disposition

from media.packets.codecs.frame import Format
from server.confined.confine import allow_cpu
from server.confined.entry import Refused, Tell
from server.courseware.convert.tracks import THREADS
from server.courseware.kinds import HEAD, sniffed
from server.imports.taking.order import Order, Taken
from server.imports.taking.pictures import Converting, Copying, Picture, copied_format
from server.imports.taking.sounds import Sound

#: Demuxers that are open to a file from elsewhere.
FORMATS = frozenset({"mov", "matroska", "flv", "avi", "mpegts", "mpeg", "asf"})
_PIXELS = 4096 * 2304
#: Above it every terminal's line and decoder are too weak for the film as it is.
_WIDTH, _HEIGHT, _FASTEST, _COPIED_BPS = 1920, 1088, 60, 8_000_000
_PROFILES = ("Baseline", "Constrained Baseline", "Main", "High", "Profile 0")
_CPU_PER_S, _CPU_S = 8, 300


def take_apart(order: Order, tell: Tell) -> Taken:
    """Write the takes. Raises `Refused`."""
    with Path(order.source).open("rb") as file:
        format = sniffed(file.read(HEAD))
    if format not in FORMATS:
        raise Refused("no_film", format)
    try:
        with av.open(order.source, format=format, options={"protocol_whitelist": "file"}) as film:
            return _taken(order, film, tell)
    except FFmpegError as error:
        raise Refused("damaged", f"{type(error).__name__}: {error}") from None


def _taken(order: Order, film: Any, tell: Tell) -> Taken:
    video, audio = _streams(film)
    seconds = _checked(order, film, video)
    picture = _picture(order, film, video) if video is not None else None
    sound = Sound(Path(order.folder), f"{order.member}/camera", audio) if audio is not None else None
    tracks = {
        stream.index: track for stream, track in ((video, picture), (audio, sound)) if track is not None
    }
    for packet in film.demux([stream for stream in (video, audio) if stream is not None]):
        # The demuxer says each stream's end by an empty packet; the tracks are told it at the end of all.
        if packet.size:
            tracks[packet.stream.index].feed(packet)
            _note(order, packet, seconds, tell)
    for track in tracks.values():
        track.feed(None)
    return _closed(order, picture, sound)


def _streams(film: Any) -> tuple[Any, Any]:
    """The first video that is more than a cover, and the first sound that can be decoded."""
    videos = (s for s in film.streams.video if not s.disposition & Disposition.attached_pic)
    video = next(videos, None)
    audio = next((s for s in film.streams.audio if s.codec_context is not None), None)
    if video is not None and video.codec_context is None:
        raise Refused("unknown_codec")
    if video is None and audio is None:
        raise Refused("no_film")
    if video is not None:
        # Before the first frame is decoded, or never.
        video.codec_context.thread_type, video.codec_context.thread_count = "AUTO", THREADS
    return video, audio


def _checked(order: Order, film: Any, video: Any) -> float:
    """How long it is, as far as it says so (0: it does not)."""
    seconds = (film.duration or 0) / av.time_base
    if seconds > order.max_s:
        raise Refused("too_long", f"{seconds / 60:.0f} min")
    if video is not None and video.width * video.height > _PIXELS:
        raise Refused("too_many_pixels", f"{video.width} x {video.height}")
    allow_cpu(_CPU_S + _CPU_PER_S * (seconds or order.cpu_s))
    return float(seconds)


def _picture(order: Order, film: Any, video: Any) -> Picture:
    folder, source = Path(order.folder), f"{order.member}/camera"
    form = _copied(film, video)
    if form is not None:
        return Copying(folder, source, form)
    return Converting(folder, source, video, Path.cwd(), order.height)


def _copied(film: Any, video: Any) -> Format | None:
    """The format of a picture that every terminal plays as it is; `None` for any other."""
    context = video.codec_context
    if context.pix_fmt != "yuv420p" or context.profile not in _PROFILES:
        return None
    if video.width > _WIDTH or video.height > _HEIGHT or (video.average_rate or 0) > _FASTEST:
        return None
    if (video.bit_rate or film.bit_rate or 0) > _COPIED_BPS:
        return None
    first = _first(film, video)
    return copied_format(video, first) if first else None


def _first(film: Any, video: Any) -> bytes:
    """The first frame as it is coded, if it is upright and progressive; the film begins anew."""
    found, frame = b"", None
    with suppress(FFmpegError, StopIteration):
        for packet in film.demux(video):
            found = found or bytes(packet)
            frame = next(iter(packet.decode()), None)
            if frame is not None:
                break
    film.seek(0)
    is_plain = frame is not None and not frame.rotation and not frame.interlaced_frame
    return found if is_plain else b""


def _note(order: Order, packet: Any, seconds: float, tell: Tell) -> None:
    if packet.pts is None or packet.time_base is None:
        return
    at = float(packet.pts * packet.time_base)
    if at > order.max_s + 60:
        raise Refused("too_long")
    if seconds and packet.is_keyframe:
        tell(min(max(at / seconds, 0.0), 0.99))


def _closed(order: Order, picture: Picture | None, sound: Sound | None) -> Taken:
    """Put both onto one clock, whose zero is the earlier of their beginnings."""
    found = [track for track in (picture, sound) if track is not None and track.first_s is not None]
    if not found:
        raise Refused("damaged", "nothing could be decoded")
    zero = min(track.first_s or 0.0 for track in found)
    ends = []
    for track in found:
        assert track.take is not None, "it has a first frame"
        offset_ms = 1000 * (track.offset_s - zero)
        track.take.close(order.started_at, offset_ms, track.levels() if isinstance(track, Sound) else ())
        scale = 48_000 if isinstance(track, Sound) else 90_000
        ends.append(offset_ms + 1000 * track.take.end / scale)
    converted = ["video"] if isinstance(picture, Converting) else []
    return Taken(round(max(ends)), [track.take.kind for track in found if track.take], converted)
