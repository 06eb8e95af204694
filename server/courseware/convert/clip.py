"""Sound and video: copied into an MP4 that every terminal plays, or encoded again where it must be."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import av
from av.error import FFmpegError
from av.stream import Disposition
from PIL import Image

from server.confined.confine import allow_cpu
from server.confined.entry import Refused, Tell
from server.courseware.convert.images import SMALL, fitted, write_webp
from server.courseware.convert.order import Made, Order
from server.courseware.convert.tracks import THREADS, Copied, Picture, Sound, Track

_PIXELS = 4096 * 2304
#: Above it a 1080p file is no clip for a school's line.
_COPIED_BPS = 6_000_000
_PROFILES = ("Baseline", "Constrained Baseline", "Main", "High")
#: Encoding takes a third of a clip's length on an old core, decoding 4K as much again.
_CPU_PER_S, _CPU_S = 8, 120
_POSTER_S = 5


def convert_clip(order: Order, format: str, tell: Tell) -> Made:
    """Write `clip.mp4` with `poster.webp`, or `clip.m4a`. Raises `Refused`."""
    try:
        with av.open(order.source, format=format, options={"protocol_whitelist": "file"}) as source:
            video, audio = _streams(source)
            seconds = _checked(order, source, video)
            tracks, name = _write(order, source, video, audio, seconds, tell)
        return _finished(order, name, tracks)
    except FFmpegError as error:
        raise Refused("damaged", f"{type(error).__name__}: {error}") from None


def _streams(source: Any) -> tuple[Any, Any]:
    """The first video that is more than a cover, and the first sound."""
    video = next((s for s in source.streams.video if not s.disposition & Disposition.attached_pic), None)
    audio = next(iter(source.streams.audio), None)
    if video is not None and video.codec_context is None:
        raise Refused("unknown_codec")
    if video is not None:
        # Before the first frame is decoded, or never.
        video.codec_context.thread_type, video.codec_context.thread_count = "AUTO", THREADS
    if video is None and audio is None:
        raise Refused("no_clip")
    return video, audio


def _checked(order: Order, source: Any, video: Any) -> float:
    """How long it is, as far as it says so (0: it does not)."""
    seconds = (source.duration or 0) / av.time_base
    if seconds > order.max_clip_s:
        raise Refused("clip_too_long", f"{seconds / 60:.0f} min")
    if video is not None and video.width * video.height > _PIXELS:
        raise Refused("too_many_pixels", f"{video.width} x {video.height}")
    allow_cpu(_CPU_S + _CPU_PER_S * (seconds or order.cpu_s))
    return seconds


def _write(order: Order, source: Any, video: Any, audio: Any, seconds: float, tell: Tell) -> tuple[int, str]:
    """Write the clip; returns how many tracks it has, and its name."""
    name = "clip.mp4" if video is not None else "clip.m4a"
    with av.open(str(order.file(name)), "w", format="mp4", options={"movflags": "faststart"}) as output:
        tracks: dict[int, Track] = {}
        if video is not None:
            tracks[video.index] = (Copied if _plays(video) else Picture)(video, output)
        if audio is not None:
            tracks[audio.index] = (Copied if audio.codec_context.name == "aac" else Sound)(audio, output)
        for packet in source.demux([stream for stream in (video, audio) if stream is not None]):
            _feed(output, tracks[packet.stream.index], packet)
            _note(order, packet, seconds, tell)
        for track in tracks.values():
            _feed(output, track, None)
    return len(tracks), name


def _feed(output: Any, track: Track, packet: Any) -> None:
    # The demuxer says the end of each stream by an empty packet; the tracks are told it at the end of all.
    if packet is None or packet.size:
        for each in track.feed(packet):
            output.mux(each)


def _note(order: Order, packet: Any, seconds: float, tell: Tell) -> None:
    if packet.pts is None or packet.time_base is None:
        return
    at = float(packet.pts * packet.time_base)
    if at > order.max_clip_s + 60:
        raise Refused("clip_too_long")
    if seconds and packet.is_keyframe:
        tell(min(at / seconds, 0.99))


def _plays(video: Any) -> bool:
    """Every terminal plays it as it is."""
    context = video.codec_context
    if context.name != "h264" or context.pix_fmt != "yuv420p" or context.profile not in _PROFILES:
        return False
    if video.width > 1920 or video.height > 1080 or (video.average_rate or 0) > 60:
        return False
    if (video.bit_rate or 0) > _COPIED_BPS:
        return False
    return _is_upright(video)


def _is_upright(video: Any) -> bool:
    """A telephone's film that lies on its side is turned; the container's note of it is not relied on."""
    container = video.container
    frame = None
    with suppress(FFmpegError, StopIteration):
        frame = next(container.decode(video))
    container.seek(0)
    return frame is not None and not frame.rotation and not frame.interlaced_frame


def _finished(order: Order, name: str, tracks: int) -> Made:
    """Read what was written: its length, its size, and a picture for the list."""
    with av.open(str(order.file(name))) as clip:
        duration = round((clip.duration or 0) / 1000)
        if not duration or len(clip.streams) < tracks:
            raise Refused("damaged", "nothing could be decoded")
        if not clip.streams.video:
            return Made("audio", duration_ms=duration)
        video = clip.streams.video[0]
        clip.seek(min(duration * 100, _POSTER_S * av.time_base))
        picture: Image.Image = next(clip.decode(video)).to_image()  # type: ignore[no-untyped-call]
        write_webp(order, "poster.webp", fitted(picture, SMALL))
        return Made("video", width=video.width, height=video.height, duration_ms=duration)
