"""One continuous file of one track: frames in, fragments out, each decodable after those before it."""

from __future__ import annotations

from dataclasses import dataclass

from media.packets.codecs import opus
from media.packets.codecs.frame import Format, Frame
from media.recording import mp4, webm
from media.recording.samples import Extent, Sample

FRAGMENT = 1.0  # seconds: with a fragment of up to 1.5 s, and reordering, a crash costs at most 2 s
_STALE = 1.4  # seconds after which a fragment is closed although no next frame has come
# How much of the time since the last frame its duration may claim when nobody knows the next one.
_UNCERTAIN = 0.3  # seconds
# A hole up to this is a frozen picture, or filled with silence; a longer one is a gap.
_BRIDGED_PICTURE, _BRIDGED_SOUND = 2.0, 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Fragment:
    """Bytes to append to the file, and where they come to lie in it."""

    data: bytes
    extent: Extent


@dataclass(slots=True)
class _Pending:
    time: int
    frame: Frame
    arrival: float


class Take:
    """
    Collects frames and cuts them into fragments.

    For every frame first `fill`, then ask `due` and `cut` when it is, then `push`. Call
    `written` for each fragment that the file has got; one that it has not got is as
    if it had never been. Times are in units of `timescale`.
    """

    def __init__(self, name: str, form: Format, timescale: int) -> None:
        self.name = name
        self.format = form
        self.timescale = timescale
        self.file = f"{name}.webm" if form.codec == "vp8" else f"{name}.mp4"
        self.init = webm.init_section(form) if form.codec == "vp8" else mp4.init_section(form, timescale)
        self._offset = len(self.init)
        self._number = 1
        self._pending: list[_Pending] = []
        self._usual = timescale // 30
        #: How long a hole before a frame may be without being a gap.
        self.bridged = int((_BRIDGED_SOUND if form.channels else _BRIDGED_PICTURE) * timescale)
        #: Sound frames left out because their time was taken already.
        self.overlapping = 0
        #: Where the last frame ends, as far as is known; `None` before the first.
        self.end: int | None = None

    def due(self, time: int, keyframe: bool) -> bool:
        """Whether the fragment under way must be cut before a frame at `time`."""
        if not self._pending:
            return False
        if keyframe and not self.format.channels:
            return True
        return time - self._pending[0].time >= FRAGMENT * self.timescale

    def stale(self, now: float) -> bool:
        """Whether the fragment under way has waited for its next frame for too long."""
        return bool(self._pending) and now - self._pending[0].arrival >= _STALE

    def fill(self, time: int, arrival: float) -> None:
        """
        Put silence where a publisher sent no sound for a moment (DTX) or packets were lost.

        Players that count samples would otherwise run ahead of the picture.
        """
        if not self.format.channels or self.end is None or time - self.end > self.bridged:
            return
        while time - self.end >= opus.SILENCE_DURATION:
            frame = Frame(0, opus.SILENCE, keyframe=True, duration=opus.SILENCE_DURATION)
            self._pending.append(_Pending(self.end, frame, arrival))
            self.end += opus.SILENCE_DURATION

    def push(self, time: int, frame: Frame, arrival: float) -> None:
        """Add a frame; sound that overlaps what is there by more than half its length is left out."""
        if self.end is not None and self.format.channels and self.end - time > frame.duration // 2:
            self.overlapping += 1
            return
        if self._pending and not self.format.channels:
            self._learn(time - self._pending[-1].time)
        time = max(time, self._floor())
        self._pending.append(_Pending(time, frame, arrival))
        self.end = time + self._nominal(frame)

    def cut(self, until: int | None = None, now: float | None = None) -> Fragment | None:
        """
        Close the fragment under way; `None` when there is none.

        Its last frame lasts until `until`, where the next one starts; without that,
        until `now` (the clock) less what is uncertain; without both its usual length.
        """
        if not self._pending:
            return None
        samples = self._samples(until, now)
        data = self._encode(samples)
        first, last = samples[0], samples[-1]
        self.end = last.time + last.duration
        extent = Extent(
            self._offset, len(data), first.time, self.end - first.time, len(samples), first.keyframe
        )
        self._pending = []
        return Fragment(data, extent)

    def written(self, fragment: Fragment) -> None:
        """The file has got this fragment."""
        self._offset += len(fragment.data)
        self._number += 1

    def milliseconds(self, time: int) -> int:
        return round(1000 * time / self.timescale)

    def _encode(self, samples: list[Sample]) -> bytes:
        if self.format.codec == "vp8":
            return webm.fragment(samples)
        return mp4.fragment(self._number, self.format, samples)

    def _samples(self, until: int | None, now: float | None) -> list[Sample]:
        last = self._pending[-1]
        end = last.time + self._nominal(last.frame)
        if until is not None and until - last.time <= self.bridged:
            end = max(until, last.time + 1)
        elif now is not None and not self.format.channels:
            end = max(end, last.time + int((now - last.arrival - _UNCERTAIN) * self.timescale))
        ends = [following.time for following in self._pending[1:]] + [end]
        return [
            Sample(pending.time, after - pending.time, pending.frame.data, pending.frame.keyframe)
            for pending, after in zip(self._pending, ends, strict=True)
        ]

    def _nominal(self, frame: Frame) -> int:
        return frame.duration * self.timescale // opus.CLOCK_RATE if frame.duration else self._usual

    def _floor(self) -> int:
        """Before this no frame may start: every player wants times that grow."""
        if self._pending:
            return self._pending[-1].time + 1
        return self.end or 0

    def _learn(self, step: int) -> None:
        if self.timescale // 120 <= step <= self.timescale // 5:
            self._usual = step
