"""What an outgoing stream has sent, by hand or by its lane."""

from __future__ import annotations

from media.packets.burst import Burst, Rewrite
from media.routing.binding import Binding
from media.routing.lanes import Lanes, Way
from media.routing.mapper import SequenceMapper
from media.routing.sink import Sink


class LanedStream:
    """
    Counts, numbers and the newest packet of a stream whose `lane` sends while nothing changes.

    Whatever depends on what went out catches up with the lane first; what changes
    anything leaves it. `binding` is how the packets of the moment are rewritten.
    """

    def __init__(self, way: Way | None, mapper: SequenceMapper[Binding]) -> None:
        self.lane = way.lane() if way is not None else None
        self.binding: Binding | None = None
        self._mapper = mapper
        self._packets = self._octets = 0
        self._last_sent = float("-inf")
        #: How bursts of the present binding are rewritten, until something of it changes.
        self._rewrite: Rewrite | None = None
        #: While the lane sends: among which, as whose, and how much had gone through them before.
        self._lanes: Lanes | None = None
        self._sink: Sink | None = None
        self._passed = (0, 0)

    def enter_lane(self, lanes: Lanes, sink: Sink, burst: Burst) -> None:
        """Let the lane send what follows this burst, which was the last one that was sent, if it can."""
        lane, rewrite = self.lane, self._rewrite
        if lane is None or rewrite is None or not lane.ready:
            return
        if lane.follow(rewrite) and lanes.admit(sink, self, burst):
            self._lanes, self._sink = lanes, sink
            self._passed = lanes.track.packets, lanes.track.octets

    def leave_lane(self) -> None:
        """Send by hand again, at least for a burst. Without effect while that is so."""
        if self._lanes is not None and self._sink is not None:
            self._lanes.dismiss(self._sink)

    def left_lanes(self) -> None:
        """The lane sends no more; told by `Lanes`."""
        self._catch_up()
        self._lanes = self._sink = None

    def _catch_up(self) -> None:
        """Take over what the lane has sent."""
        if self._lanes is not None:
            self._lanes.catch_up()
        lanes = self._lanes
        if lanes is None or lanes.track.packets == self._passed[0]:
            return
        passed = lanes.track.packets, lanes.track.octets
        packets, octets = passed[0] - self._passed[0], passed[1] - self._passed[1]
        self._passed = passed
        self._packets += packets
        self._octets += octets
        self._mapper.newest += packets
        self._last_sent = lanes.track.at
        if self.binding is not None and lanes.newest is not None:
            self.binding.newest = lanes.newest

    @property
    def packets(self) -> int:
        """How many went out, without repeats."""
        self._catch_up()
        return self._packets

    @property
    def octets(self) -> int:
        """Their payloads' bytes."""
        self._catch_up()
        return self._octets
