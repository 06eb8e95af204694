"""One connection to a source, from its packets to the datagrams for the worker; told the time."""

from __future__ import annotations

from media.ingest.container import Container, Packet
from media.ingest.failures import SourceFailed
from media.ingest.orders import News, Order
from media.ingest.rtp_stream import RtpStream
from media.ingest.timeline import Timeline
from media.ingest.tracks import PictureTrack, SoundTrack

_REPORT_EVERY_S = 1.0
#: A picture that was announced has to begin by then.
_BEGUN_WITHIN_S = 10.0


class Pipeline:
    """
    Both tracks of one connection on one timeline.

    `take` raises `SourceFailed` (`silent`) when a track that had begun has brought
    nothing for `stall_s`, however lively the other is.
    """

    def __init__(
        self, container: Container, audio: RtpStream, video: RtpStream, order: Order, now: float
    ) -> None:
        self.timeline = Timeline(now)
        self.keyframe_wanted = False
        self._picture = PictureTrack(container, video, order) if container.video is not None else None
        self._sound = SoundTrack(container, audio) if container.audio is not None else None
        self._stall_s = order.stall_s
        self._heard = {"video": now - order.stall_s + _BEGUN_WITHIN_S} if self._picture else {}
        self._next_report = now

    @property
    def news(self) -> News:
        """What runs, and how."""
        tracks = {"video": self._picture, "audio": self._sound}
        return News(
            "running",
            audio=self._sound is not None,
            video=self._picture is not None,
            converted=tuple(
                f"{kind}:{track.reason}" for kind, track in tracks.items() if track and track.reason
            ),
        )

    def take(self, packet: Packet, now: float) -> list[bytes]:
        """RTP and RTCP for one packet of the source. Raises `SourceFailed`."""
        self._heard[packet.kind] = now
        if any(now - heard > self._stall_s for heard in self._heard.values()):
            raise SourceFailed("silent")
        captured = now if packet.pts is None else self.timeline.captured(packet.pts, now)
        made = self._rtp(packet, captured)
        if now >= self._next_report:
            reports = self._reports(captured)
            made += reports
            # The first comes with the first packets: receivers need it to bring sound and picture together.
            self._next_report = now + _REPORT_EVERY_S if reports else now
        return made

    def due(self, source_s: float, now: float) -> float:
        """Seconds from now until a file's packet of that time is to be sent, at the pace it was made."""
        return max(0.0, self.timeline.at(source_s) - now) if self.timeline.has_begun else 0.0

    def _rtp(self, packet: Packet, captured: float) -> list[bytes]:
        if packet.kind == "audio":
            return self._sound.take(packet, captured, self.timeline) if self._sound else []
        if self._picture is None:
            return []
        wanted, self.keyframe_wanted = self.keyframe_wanted, False
        made = self._picture.take(packet, captured, self.timeline, wanted)
        # A decoder that gave nothing for this packet has not heard of the wish yet.
        self.keyframe_wanted = self.keyframe_wanted or (wanted and not made)
        return made

    def _reports(self, captured: float) -> list[bytes]:
        tracks = [track for track in (self._picture, self._sound) if track is not None]
        reports = (track.stream.report(captured) for track in tracks)
        return [report for report in reports if report is not None]
