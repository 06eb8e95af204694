"""Turn the packets of a source's video and audio into RTP, passed through or converted."""

from __future__ import annotations

from collections.abc import Iterator

from media.ingest.access_units import AccessUnit, AccessUnits
from media.ingest.container import Container, Packet
from media.ingest.convert import PictureConverter, SoundConverter
from media.ingest.orders import Order
from media.ingest.payloads import payloads
from media.ingest.rtp_stream import RtpStream
from media.ingest.timeline import Timeline
from media.ingest.verdict import LONGEST_KEYFRAME_INTERVAL_S, why_convert_picture, why_convert_sound


class PictureTrack:
    """
    H.264 is passed through as long as WebRTC can take it, and converted from where it can't.

    A source that shows its B-frames or its rare keyframes only later is converted
    from then on; `reason` says why.
    """

    def __init__(self, container: Container, stream: RtpStream, order: Order) -> None:
        picture = container.picture()
        assert picture is not None, "the source has a picture"
        self.stream = stream
        self.reason = why_convert_picture(picture)
        self._video = container.video
        self._order = order
        self._units = _access_units(container)
        self._converted = AccessUnits(None)
        self._converter = self._new_converter() if self.reason else None
        self._is_passing = self.reason is None
        self._keyframe_at: float | None = None

    def take(self, packet: Packet, captured: float, timeline: Timeline, keyframe: bool) -> list[bytes]:
        """RTP packets for one packet of the source; `keyframe` is heeded where pictures are encoded."""
        made: list[bytes] = []
        if self._is_passing:
            made = self._pass(packet, captured)
        if self._converter is None:
            return made
        for seconds, coded in self._converter.convert(packet.coded, keyframe):
            if self._is_passing:
                # From here on the converted pictures take the place of what is passed through.
                self._is_passing, made = False, []
            picture = self._converted.read(coded)
            made += self._packets(picture, timeline.at(seconds)) if picture is not None else []
        return made

    def _pass(self, packet: Packet, captured: float) -> list[bytes]:
        try:
            picture = self._units.read(packet.data)
        except ValueError:
            return []
        if picture is None:
            return []
        if picture.keyframe:
            self._keyframe_at = captured
        elif picture.bidirectional:
            self._is_passing = False
            self._convert_because("b_frames")
            return []
        elif self._keyframe_at is None:
            return []
        elif captured - self._keyframe_at > LONGEST_KEYFRAME_INTERVAL_S:
            self._convert_because("keyframes")
        return self._packets(picture, captured)

    def _packets(self, picture: AccessUnit, captured: float) -> list[bytes]:
        return self.stream.packets(payloads(picture), captured)

    def _convert_because(self, reason: str) -> None:
        if self._converter is None:
            self.reason, self._converter = reason, self._new_converter()

    def _new_converter(self) -> PictureConverter:
        return PictureConverter(self._video, self._order.height, self._order.kbps)


def _access_units(container: Container) -> AccessUnits:
    """With the parameter sets of the headers, as far as they can be read: they come in the stream too."""
    context = container.video.codec_context
    try:
        return AccessUnits(context.extradata if context.name == "h264" else None)
    except ValueError:
        return AccessUnits(None)


class SoundTrack:
    """Opus is passed through, everything else becomes Opus."""

    def __init__(self, container: Container, stream: RtpStream) -> None:
        sound = container.sound()
        assert sound is not None, "the source has sound"
        self.stream = stream
        self.reason = why_convert_sound(sound)
        self._converter = SoundConverter(container.audio) if self.reason else None

    def take(self, packet: Packet, captured: float, timeline: Timeline) -> list[bytes]:
        """RTP packets for one packet of the source."""
        if self._converter is None:
            return self.stream.packets([packet.data], captured)
        return list(self._convert(self._converter, packet, timeline))

    def _convert(self, converter: SoundConverter, packet: Packet, timeline: Timeline) -> Iterator[bytes]:
        for seconds, coded in converter.convert(packet.coded):
            yield from self.stream.packets([coded], timeline.at(seconds))
