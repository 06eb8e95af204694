"""Decode and encode again, by PyAV: pictures to H.264 without B-frames, sound to Opus."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.error import FFmpegError
from av.video.frame import VideoFrame

_VIDEO_CLOCK, _AUDIO_RATE = 90_000, 48_000
_FRAME_SAMPLES = 960
#: Sound that is further off its place than this has a hole: what comes next begins anew.
_HOLE_S = 0.06
#: Recordings and receivers may begin as often; a receiver that waits asks for one at once.
_KEYFRAME_EVERY_S = 2
_FASTEST = 30.0
_X264 = {
    "preset": "veryfast",
    "tune": "zerolatency",
    "profile": "baseline",
    "threads": "1",
    "forced-idr": "1",
    "repeat-headers": "1",
}


class PictureConverter:
    """
    Any video to constrained-baseline H.264 in Annex B, at most `height` pixels high and 30 frames/s.

    Times are the source's, in seconds; `damaged` counts what could not be decoded.
    """

    def __init__(self, stream: Any, height: int, kbps: int) -> None:
        self.damaged = 0
        self._decoder = av.CodecContext.create(stream.codec_context.name, "r")
        self._decoder.extradata = stream.codec_context.extradata
        self._decoder.thread_type = "SLICE"
        self._time_base = stream.time_base
        self._height = height
        self._bit_rate = kbps * 1000
        self._encoder: Any = None
        self._size = (0, 0)
        self._newest = -1.0

    def convert(self, coded: Any, keyframe: bool) -> Iterator[tuple[float, bytes]]:
        """Coded pictures and their times, for one packet of the source; `keyframe` asks for one."""
        try:
            frames = self._decoder.decode(coded)
        except FFmpegError:
            self.damaged += 1
            return
        for frame in frames:
            seconds = float(frame.pts * self._time_base) if frame.pts is not None else None
            if seconds is None or seconds - self._newest < 0.9 / _FASTEST:
                continue
            self._newest = seconds
            yield from self._encode(frame, seconds, keyframe)
            keyframe = False

    def _encode(self, frame: Any, seconds: float, keyframe: bool) -> Iterator[tuple[float, bytes]]:
        scaled = self._scaled(frame)
        scaled.pts, scaled.time_base = round(seconds * _VIDEO_CLOCK), Fraction(1, _VIDEO_CLOCK)
        scaled.pict_type = av.video.frame.PictureType.I if keyframe else av.video.frame.PictureType.NONE
        for packet in self._encoder.encode(scaled):
            yield packet.pts / _VIDEO_CLOCK, bytes(packet)

    def _scaled(self, frame: VideoFrame) -> VideoFrame:
        if (frame.width, frame.height) != self._size:
            self._size = frame.width, frame.height
            self._encoder = self._new_encoder(*_fitted(frame.width, frame.height, self._height))
        return frame.reformat(self._encoder.width, self._encoder.height, "yuv420p")

    def _new_encoder(self, width: int, height: int) -> Any:
        encoder: Any = av.CodecContext.create("libx264", "w")
        encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
        encoder.time_base, encoder.framerate = Fraction(1, _VIDEO_CLOCK), Fraction(25)
        encoder.bit_rate, encoder.gop_size = self._bit_rate, 25 * _KEYFRAME_EVERY_S
        limit = str(self._bit_rate)
        encoder.options = _X264 | {"maxrate": limit, "bufsize": limit}
        return encoder


class SoundConverter:
    """Any audio to Opus packets of 20 ms with in-band FEC; times are the source's, in seconds."""

    def __init__(self, stream: Any) -> None:
        self.damaged = 0
        self._decoder = stream.codec_context
        self._time_base = stream.time_base
        self._resampler = AudioResampler("s16", "stereo", _AUDIO_RATE)
        self._fifo = av.AudioFifo()
        self._encoder = _opus_encoder()
        # Where the next sample to be encoded lies, and how many have gone in since.
        self._begun = 0.0
        self._taken = 0
        self._encoded = 0

    def convert(self, coded: Any) -> Iterator[tuple[float, bytes]]:
        """Opus packets and their times, for one packet of the source."""
        try:
            frames = self._decoder.decode(coded)
        except FFmpegError:
            self.damaged += 1
            return
        for frame in frames:
            self._place(frame)
            frame.pts = None
            for resampled in self._resampler.resample(frame):
                self._taken += resampled.samples
                resampled.pts = None
                self._fifo.write(resampled)
        while (block := self._fifo.read(_FRAME_SAMPLES)) is not None:
            yield from self._encode(block)

    def _place(self, frame: Any) -> None:
        """Begin anew where the source has left out or repeated sound."""
        if frame.pts is None:
            return
        seconds = float(frame.pts * self._time_base)
        if not self._taken or abs(seconds - self._begun - self._taken / _AUDIO_RATE) > _HOLE_S:
            self._fifo = av.AudioFifo()
            self._begun, self._taken, self._encoded = seconds, 0, 0

    def _encode(self, block: AudioFrame) -> Iterator[tuple[float, bytes]]:
        seconds = self._begun + self._encoded / _AUDIO_RATE
        self._encoded += _FRAME_SAMPLES
        block.pts = None
        for packet in self._encoder.encode(block):
            yield seconds, bytes(packet)


def _opus_encoder() -> Any:
    encoder: Any = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = _AUDIO_RATE, "stereo", "s16"
    encoder.bit_rate, encoder.time_base = 64_000, Fraction(1, _AUDIO_RATE)
    encoder.options = {"application": "audio", "frame_duration": "20", "fec": "1", "packet_loss": "10"}
    return encoder


def _fitted(width: int, height: int, tallest: int) -> tuple[int, int]:
    """The size to encode at: as it is, or scaled down to `tallest`; both even, as 4:2:0 wants."""
    if height > tallest:
        width, height = round(width * tallest / height), tallest
    return width & ~1, height & ~1
