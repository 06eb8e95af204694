"""
Schools' lines between real browsers and a real server, in a process of its own.

`python -m tests.network.relay` reads one JSON object a line and answers each with
one: `{"open": NAME, "profile": …, "udp": [HOST, PORT], "tcp": {SERVICE: [HOST, PORT]}}`
answers with the ports; `{"become": NAME, "profile": …}`, `{"cut": NAME}`,
`{"restore": NAME}`, `{"move": NAME}` change a line; `{"report": NAME}` says what it
has done. It ends when its input does.
"""

from __future__ import annotations

import json
import selectors
import sys
import time
from typing import Any

from tests.network.connections import Connections
from tests.network.datagrams import Datagrams
from tests.network.line import Change, Line
from tests.network.spelling import read_profile
from tests.support.network import Network

_LONGEST_SLEEP_S = 0.5
_LATENESSES = 200_000


class School:
    """One line with everything that goes over it."""

    def __init__(self, order: dict[str, Any], selector: selectors.BaseSelector, now: float) -> None:
        self.line = Line(read_profile(order["profile"]), order.get("seed", 1), now)
        self.datagrams = Datagrams(self.line, tuple(order["udp"]), selector)
        self.services = {
            name: Connections(self.line, tuple(target), selector) for name, target in order["tcp"].items()
        }
        self.changes: list[Change] = []
        self._late: list[float] = []

    @property
    def ports(self) -> dict[str, int]:
        return {"udp": self.datagrams.port} | {name: each.port for name, each in self.services.items()}

    def wind(self, now: float) -> None:
        """Let everything happen that is due."""
        for change in self.line.wind(now):
            self.note(change)
        for network in (self.line.up, self.line.down):
            self._deliver(network, now)
        for service in self.services.values():
            service.wind(now)

    @property
    def next_event(self) -> float | None:
        events = [self.line.next_change, self.line.up.next_arrival, self.line.down.next_arrival]
        events += [service.next_event for service in self.services.values()]
        return min((at for at in events if at is not None), default=None)

    def note(self, change: Change) -> None:
        self.changes.append(change)
        if change.kind == "moved":
            self.datagrams.move()
            for service in self.services.values():
                service.move()

    def report(self) -> dict[str, Any]:
        """What has happened since the last report; times are Unix seconds."""
        answer = {
            "packets": self.line.counters(),
            "udp": dict(self.datagrams.counters),
            "changes": [[change.kind, change.at] for change in self.changes],
            "late_ms": _quantiles(self._late),
        }
        self.changes, self._late = [], []
        self.datagrams.counters.clear()
        self.line.forget()
        return answer

    def _deliver(self, network: Network, now: float) -> None:
        for at, item in network.arrivals(now):
            item.deliver(at)
            if len(self._late) < _LATENESSES:
                self._late.append(now - at)


def _quantiles(values: list[float]) -> dict[str, float]:
    ordered = sorted(values) or [0.0]
    places = {"p50": 0.5, "p99": 0.99, "worst": 1.0}
    return {name: round(1000 * ordered[int(place * (len(ordered) - 1))], 2) for name, place in places.items()}


class Relay:
    """All lines, and the conversation with whoever has started this process."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._schools: dict[str, School] = {}
        self._input = sys.stdin.buffer
        self._open = True
        self._selector.register(self._input, selectors.EVENT_READ, self._listen)

    def run(self) -> None:
        while self._open:
            for key, _ in self._selector.select(self._until_next()):
                key.data(time.time())
            for school in self._schools.values():
                school.wind(time.time())

    def _until_next(self) -> float:
        events = [at for school in self._schools.values() if (at := school.next_event) is not None]
        return min(_LONGEST_SLEEP_S, max(0.0, min(events, default=1e12) - time.time()))

    def _listen(self, now: float) -> None:
        line = self._input.readline()
        if not line:
            self._open = False
            return
        print(json.dumps(self._obey(json.loads(line), now)), flush=True)

    def _obey(self, order: dict[str, Any], now: float) -> dict[str, Any]:
        if "open" in order:
            school = self._schools[order["open"]] = School(order, self._selector, now)
            return school.ports
        verb = next(verb for verb in ("become", "cut", "restore", "move", "report") if verb in order)
        school = self._schools[order[verb]]
        if verb == "report":
            return school.report()
        if verb == "become":
            school.line.become(read_profile(order["profile"]), now)
        elif verb == "move":
            school.note(Change("moved", now))
        else:
            school.note(school.line.cut(now) if verb == "cut" else school.line.restore(now))
        return {}


if __name__ == "__main__":
    Relay().run()
