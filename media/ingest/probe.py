"""
Look at a source for some seconds and tell what it sends; in a process of its own, which may be killed.

    python -m media.ingest.probe

The URL is the first line of standard input; the answer is one line of JSON:
`{"picture": …, "sound": …}` as `media.ingest.verdict.Facts`, or `{"reason": …}`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import pairwise

from media import clock
from media.ingest.access_units import AccessUnits
from media.ingest.container import Container, Packet, opened
from media.ingest.failures import SourceFailed
from media.ingest.verdict import LONGEST_KEYFRAME_INTERVAL_S, Facts, Picture

#: Long enough to see that keyframes are rarer than they may be.
_LOOK_S = LONGEST_KEYFRAME_INTERVAL_S + 1.5
#: With two intervals of keyframes seen in this time, nothing new will come.
_ENOUGH_S = 3.0


class Look:
    """What the video packets show that the headers do not; all times in seconds of the source."""

    def __init__(self, units: AccessUnits | None) -> None:
        self.b_frames = False
        self.keyframes: list[float] = []
        self.first: float | None = None
        self.last = 0.0
        self.size = 0
        self._units = units

    def take(self, packet: Packet, keyframe: bool) -> None:
        """Note one packet of the picture."""
        at = packet.pts if packet.pts is not None else self.last
        self.first = at if self.first is None else self.first
        self.last = max(self.last, at)
        self.size += len(packet.data)
        if self._units is not None:
            unit = self._units.read(packet.data)
            keyframe = unit is not None and unit.keyframe
            self.b_frames = self.b_frames or (unit is not None and unit.bidirectional)
        if keyframe:
            self.keyframes.append(at)

    @property
    def seconds(self) -> float:
        return self.last - self.first if self.first is not None else 0.0

    @property
    def is_enough(self) -> bool:
        """Whether more packets would tell nothing new."""
        return self.seconds > _LOOK_S or (self.seconds > _ENOUGH_S and len(self.keyframes) > 2)

    def keyframe_s(self) -> float | None:
        """The longest stretch without a keyframe that was seen; `None` when the look was too short."""
        marks = [self.first or 0.0, *self.keyframes, self.last]
        longest = max(later - earlier for earlier, later in pairwise(marks))
        if len(self.keyframes) > 1 or longest > LONGEST_KEYFRAME_INTERVAL_S:
            return round(longest, 1)
        return None


def look(container: Container, began: float) -> Facts:
    """What the source sends, from its headers and from what comes within some seconds."""
    picture, sound = container.picture(), container.sound()
    if picture is None:
        return Facts(None, sound)
    units = AccessUnits(container.video.codec_context.extradata) if picture.codec == "h264" else None
    seen = Look(units)
    for packet in _within(container.packets(), began):
        if packet.kind == "video":
            seen.take(packet, bool(packet.coded.is_keyframe))
        if seen.is_enough:
            break
    return Facts(_completed(picture, seen), sound)


def _within(packets: Iterator[Packet], began: float) -> Iterator[Packet]:
    for packet in packets:
        yield packet
        if clock.now() - began > _LOOK_S:
            return


def _completed(picture: Picture, seen: Look) -> Picture:
    kbps = round(seen.size * 8 / seen.seconds / 1000) if seen.seconds > 1 else None
    b_frames = picture.b_frames or seen.b_frames
    return replace(picture, b_frames=b_frames, kbps=kbps, keyframe_s=seen.keyframe_s())


def main() -> None:
    """Answer once."""
    url = sys.stdin.readline().strip()
    began = clock.now()
    try:
        with opened(url) as container:
            print(json.dumps(asdict(look(container, began))))
    except SourceFailed as failure:
        print(json.dumps({"reason": failure.reason}))


if __name__ == "__main__":
    main()
