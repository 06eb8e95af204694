"""`/metrics`: what happens here, as Prometheus text; made from the live objects at each scrape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from server.conductor import Conductor
from server.library.indexing import Indexing
from server.live.disk import MB, Level
from server.live.doorway import Doorway
from server.storage.care import Care
from server.web.address import client_address
from server.web.context import CONTEXT
from server.web.live import Live
from server.web.malformed import MalformedRequests
from server.workers.registry import Registry
from signaling.room.ink import LiveInk
from signaling.websocket import Websocket

LOCAL = ("127.0.0.1", "::1")


class LiveCollector(Collector):
    """Reads rooms, workers, doorway and archive when it is asked."""

    def __init__(self, live: Live, doorway: Doorway, care: Care | None = None) -> None:
        self._live = live
        self._care = care
        self._doorway = doorway

    def collect(self) -> Iterable[Metric]:
        yield from _rooms(list(self._live.rooms.rooms.values()))
        yield from _lines(list(self._live.rooms.rooms.values()))
        yield from _workers(self._live.registry)
        yield from self._door()
        text = "Recordings that could not be indexed for the search."
        yield CounterMetricFamily("tongke_search_failed", text, value=Indexing.failed)
        text = "Recordings that wait to be indexed for the search."
        yield GaugeMetricFamily("tongke_search_waiting", text, value=Indexing.waiting)
        yield from self._archive()

    def _door(self) -> Iterator[Metric]:
        open_now = len(self._doorway.upgrades.connections)
        yield GaugeMetricFamily("tongke_websockets", "Signalling connections open now.", value=open_now)
        text = "Signalling connections cut off because they did not read."
        yield CounterMetricFamily("tongke_websockets_too_slow", text, value=Websocket.too_slow)
        text = "Pieces of ink under way that were not passed on, by reason."
        ink = CounterMetricFamily("tongke_ink_dropped", text, labels=("reason",))
        for reason, count in LiveInk.dropped.items():
            ink.add_metric([reason], count)
        yield ink
        refused = CounterMetricFamily("tongke_refused", "Refusals by door and code.", labels=("door", "code"))
        _add_codes(refused, "signal", self._doorway.refused)
        _add_codes(refused, "whip_whep", self._live.refused)
        _add_codes(refused, "worker", self._live.registry.refused)
        refused.add_metric(["http", "malformed"], MalformedRequests.count)
        refused.add_metric(["signal", "too_many_connections"], self._doorway.upgrades.refused)
        yield refused

    def _archive(self) -> Iterator[Metric]:
        archive = self._live.archive
        waiting = GaugeMetricFamily("tongke_archive_waiting", "Items not yet written.", labels=("store",))
        lost = CounterMetricFamily("tongke_archive_lost", "Items given up.", labels=("store", "reason"))
        for backlog in (archive.facts, archive.files.backlog):
            waiting.add_metric([backlog.name], len(backlog))
            lost.add_metric([backlog.name, "queue_full"], backlog.dropped)
            lost.add_metric([backlog.name, "rejected"], backlog.rejected)
        yield waiting
        yield lost
        if self._care is not None:
            text = "Takes that the store has got."
            yield CounterMetricFamily("tongke_takes_stored", text, value=self._care.stored)
            text = "Times that a recording could not be hashed or stored."
            yield CounterMetricFamily("tongke_takes_unstored", text, value=self._care.failed)
        disk = archive.disk
        yield GaugeMetricFamily("tongke_disk_free_bytes", "Free for recordings.", value=disk.free_mb * MB)
        level = GaugeMetricFamily("tongke_disk_level", "1 at the level that the disk has.", labels=("level",))
        for each in Level:
            level.add_metric([each], each is disk.level)
        yield level
        text = "Recordings that were not begun because the disk was too full."
        yield CounterMetricFamily("tongke_recordings_refused", text, value=disk.refused)
        text = "Recordings whose manifest could not be written."
        yield CounterMetricFamily("tongke_recordings_failed", text, value=self._live.closing.failed)


def _add_codes(family: CounterMetricFamily, door: str, codes: dict[str, int]) -> None:
    for code, count in codes.items():
        family.add_metric([door, code], count)


def _rooms(rooms: list[Conductor]) -> Iterator[Metric]:
    by_phase = GaugeMetricFamily("tongke_rooms", "Rooms open now.", labels=("phase",))
    members = GaugeMetricFamily("tongke_members", "Members present now.", labels=("role",))
    phases: dict[str, int] = {"waiting": 0, "live": 0}
    roles: dict[str, int] = {"master": 0, "rural": 0, "observer": 0}
    for conductor in rooms:
        state = conductor.room.state
        phases[state.lesson.phase] = phases.get(state.lesson.phase, 0) + 1
        for member in state.members.values():
            roles[member.role] += member.present
    for phase, count in phases.items():
        by_phase.add_metric([phase], count)
    for role, count in roles.items():
        members.add_metric([role], count)
    yield by_phase
    yield members


def _lines(rooms: list[Conductor]) -> Iterator[Metric]:
    lines = GaugeMetricFamily("tongke_lines", "Lines of members now.", labels=("quality",))
    pictures = GaugeMetricFamily(
        "tongke_line_pictures", "How pictures arrive at members now.", labels=("picture",)
    )
    causes = GaugeMetricFamily("tongke_line_causes", "Why lines suffer now.", labels=("cause", "side"))
    paths = GaugeMetricFamily("tongke_line_paths", "How packets travel now.", labels=("path", "family"))
    now = [(member, room) for room in rooms for member in room.room.state.members]
    judged = [line for member, room in now if (line := room.room.line(member)) is not None]
    for family, counted in (
        (lines, Counter((line.quality,) for line in judged)),
        (pictures, Counter((line.picture,) for line in judged)),
        (causes, Counter((line.cause, line.side) for line in judged if line.cause != "none")),
        (paths, Counter(way for room in rooms for way in room.lines.ways(room.room.state.members))),
    ):
        for labels, count in sorted(counted.items()):
            family.add_metric(labels, count)
        yield family
    reports = sum(room.lines.reports for room in rooms)
    yield GaugeMetricFamily("tongke_line_reports", "Reports of the lessons that run.", value=reports)


def _workers(registry: Registry) -> Iterator[Metric]:
    load = GaugeMetricFamily("tongke_worker_load", "Busy share of the worker's loop.", labels=("worker",))
    age = GaugeMetricFamily("tongke_worker_age_seconds", "How long packets wait.", labels=("worker",))
    full = GaugeMetricFamily("tongke_worker_overloaded", "Takes nothing more.", labels=("worker",))
    shed = GaugeMetricFamily(
        "tongke_worker_shed", "How much of the pictures is left out.", labels=("worker",)
    )
    transports = GaugeMetricFamily("tongke_worker_transports", "Transports now.", labels=("worker",))
    totals = CounterMetricFamily("tongke_worker", "The worker's own totals.", labels=("worker", "counter"))
    for name, link in registry.workers.items():
        if link.statistics is not None:
            load.add_metric([name], link.statistics.load)
            age.add_metric([name], link.statistics.age)
            full.add_metric([name], link.statistics.overloaded)
            shed.add_metric([name], link.statistics.shed)
            transports.add_metric([name], link.statistics.transports)
            for counter, value in link.statistics.counters.items():
                totals.add_metric([name, counter], value)
    yield GaugeMetricFamily("tongke_workers", "Media workers connected.", value=len(registry.workers))
    yield CounterMetricFamily("tongke_worker_links_lost", "Links that broke.", value=registry.lost)
    yield from (load, age, full, shed)
    yield transports
    yield totals


def metrics_of(live: Live, doorway: Doorway, care: Care | None = None) -> CollectorRegistry:
    """A registry of its own, so that several servers in one process (tests) do not mix."""
    registry = CollectorRegistry()
    registry.register(LiveCollector(live, doorway, care))
    return registry


METRICS = web.AppKey("metrics", CollectorRegistry)


async def metrics(request: web.Request) -> web.Response:
    """Open to all, to this machine only, or switched off: `http.metrics`."""
    http = request.app[CONTEXT].settings.http
    if http.metrics == "off":
        raise web.HTTPNotFound
    if http.metrics == "local" and client_address(request, http) not in LOCAL:
        raise web.HTTPForbidden(text="http.metrics is local\n")
    text = generate_latest(request.app[METRICS])
    return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})
