"""One outgoing copy of a producer for one receiver: each packet is rewritten, or dropped for a reason."""

from __future__ import annotations

from collections import Counter

from media.negotiated import Codec
from media.packets.burst import Burst
from media.packets.rtp import RtpPacket
from media.routing.binding import Binding
from media.routing.departures import OVERHEAD
from media.routing.encoding import Encoding
from media.routing.outgoing import OutgoingStream
from media.routing.pacing import Pacing
from media.routing.producer import Producer

#: So many packets in a row from before the start are a publisher that counts anew, not late ones.
_MOST_LATE = 50


class Consumer:
    """
    Takes a producer's packets (it is one of its sinks) into one outgoing stream.

    Video begins with a keyframe, which it asks for; sound begins at once.
    `waiting` names the reason why nothing is sent: `waiting_for_keyframe`,
    `no_codec` if the receiver has not accepted the producer's codec, or ``""``.
    """

    __slots__ = (
        "_binding",
        "_drops",
        "_late",
        "_pacing",
        "_subscription",
        "producer",
        "rank",
        "stream",
        "waiting",
    )
    is_patient = False

    def __init__(
        self,
        producer: Producer,
        stream: OutgoingStream,
        drops: Counter[str],
        now: float,
        pacing: Pacing | None = None,
    ) -> None:
        self.producer = producer
        self.stream = stream
        self._drops = drops
        self._pacing = pacing or Pacing(drops)
        self._binding: Binding | None = None
        self._late = 0
        self.waiting = ""
        #: On a thin line what has a lower one goes first.
        self.rank = 0
        self._subscription = producer.subscribe(self, now)
        self.resume(now)

    @property
    def layer(self) -> Encoding | None:
        """The layer that is taken now; `None` while paused."""
        return self._subscription.current

    def aim(self, ceiling: int | None, now: float) -> None:
        """
        Send no layer of a rank above the ceiling from now on; `None` pauses.

        The switch happens at a keyframe, which is asked for; the layer of before goes on until then.
        """
        if ceiling == self._subscription.ceiling:
            return
        if ceiling is None:
            self._forget_waiting()
        self._subscription.aim(ceiling, now)

    def skip_ahead(self) -> None:
        """What waited was dropped: go on with the next keyframe, which is asked for when something comes."""
        self._forget_waiting()

    def resume(self, now: float) -> None:
        """Begin anew, with a keyframe for video: the receiver has missed what was sent."""
        self._forget_waiting()
        if self.producer.kind == "video" and self._subscription.ceiling is not None:
            self.waiting = "waiting_for_keyframe"
            self.producer.request_keyframe(now)

    def _forget_waiting(self) -> None:
        self._leave_lane()
        self._binding = None
        self._pacing.forget(self)

    def forward(self, burst: Burst, now: float) -> None:
        """Send what came on, or drop it with a reason; on a thin line pictures wait for their turn."""
        if self._pacing.active:
            if self.producer.kind == "video":
                self._pacing.hold(self, burst, now)
                return
            self._pacing.spend(burst.octets + OVERHEAD * len(burst.packets))
        binding = self._binding
        if binding is None or not burst.plain or not self.stream.send_burst(burst, binding, now):
            for packet in burst.packets:
                self.forward_paced(packet, now)
        elif self.stream.lane is not None and not self._pacing.active:
            self._enter_lane(burst)

    def _enter_lane(self, burst: Burst) -> None:
        """Nothing stands in the way: let what follows this burst go on without us."""
        layer = self.layer
        if layer is not None and layer.lanes is not None and layer.ssrc == burst.packets[0].ssrc:
            self.stream.enter_lane(layer.lanes, self, burst)

    def forward_paced(self, packet: RtpPacket, now: float) -> None:
        """Send one packet on, or drop it with a reason."""
        binding = self._binding
        if binding is None or packet.ssrc != binding.ssrc or packet.payload_type != binding.payload_type:
            binding = self._begin(packet, now)
            if binding is None:
                return
        if not packet.payload:
            self.stream.leave_out(packet, binding, now)
        elif self.stream.send(packet, binding, now):
            self._late = 0
        else:
            self._drop_late()

    def _begin(self, packet: RtpPacket, now: float) -> Binding | None:
        if not packet.payload:
            return None
        encoding = self.producer.encoding_of(packet.ssrc)
        codec = self._receivers_codec()
        if encoding is None or codec is None:
            self._drop("no_codec")
        elif self.producer.kind == "video" and not packet.starts_keyframe:
            self._drop("waiting_for_keyframe")
            self.producer.request_keyframe(now)
        else:
            self.waiting = ""
            self._binding = self.stream.bind(encoding, packet, codec, now)
            return self._binding
        self._binding = None
        return None

    def _receivers_codec(self) -> Codec | None:
        sent = self.producer.codec
        if sent is None:
            return None
        return match_codec(sent, self.stream.track.codecs)

    def _drop(self, reason: str) -> None:
        self.waiting = reason
        self._drops[reason] += 1

    def _drop_late(self) -> None:
        self._drops["late"] += 1
        self._late += 1
        if self._late >= _MOST_LATE:
            self._late = 0
            self._binding = None

    def producer_closed(self, now: float) -> None:
        """Nothing more comes; the stream keeps its place for the next producer."""
        self._leave_lane()
        self._binding = None

    def _leave_lane(self) -> None:
        layer = self.layer
        if layer is not None and layer.lanes is not None:
            layer.lanes.dismiss(self)

    def close(self) -> None:
        """Take nothing more. May be called again."""
        self._subscription.close()
        self._forget_waiting()


def match_codec(sent: Codec, accepted: tuple[Codec, ...]) -> Codec | None:
    """The receiver's entry for a codec; the one with the same parameters if it has several."""
    same = [codec for codec in accepted if (codec.name, codec.clock_rate) == (sent.name, sent.clock_rate)]
    wanted = _h264_profile(sent)
    return next((codec for codec in same if _h264_profile(codec) == wanted), same[0] if same else None)


def _h264_profile(codec: Codec) -> tuple[str, str]:
    """Packetization mode and profile (without the level), which tell H.264 entries apart."""
    pairs = (part.strip().partition("=") for part in codec.parameters.split(";"))
    values = {name: value for name, _, value in pairs}
    return values.get("packetization-mode", "0"), values.get("profile-level-id", "")[:4].lower()
