"""A room stays with its worker; whether it came back full or empty decides what the room is told."""

from __future__ import annotations

import asyncio

import pytest

from media.worker.protocol import FromWorker, Hello, RoomInventory, Statistics, TransportState
from server.workers import registry as registry_module
from server.workers.link import WorkerLink
from server.workers.registry import Registry
from tests.support.waiting import until


class Ear:
    """Writes down what the registry tells the rooms."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def worker_returned(self, link: WorkerLink, inventory: RoomInventory) -> None:
        self.heard.append(f"{inventory.room} is on {link.name}")

    def room_homeless(self, room: str) -> None:
        self.heard.append(f"{room} is homeless")

    def worker_arrived(self, link: WorkerLink) -> None:
        self.arrived = link.name

    def room_event(self, room: str, event: FromWorker) -> None:
        self.heard.append(f"{room} {event.type}")


def worker(name: str, *rooms: str, load: float = 0.0) -> WorkerLink:
    inventory = [RoomInventory(room=room, transports=[], producers=[], recording=False) for room in rooms]
    hello = Hello(worker=name, secret="", pid=1, udp_port=40000, rooms=inventory)
    link = WorkerLink(hello, lambda text: None)
    link.receive(Statistics(load=load, rooms=0, transports=0, counters={}).model_dump_json())
    return link


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry_module, "LOST_AFTER_S", 0.02)


async def test_room_goes_to_the_least_loaded_worker() -> None:
    registry = Registry()
    registry.welcome(worker("busy", load=0.8))
    registry.welcome(worker("idle", load=0.1))
    placed = registry.place("r1")
    assert placed is not None and placed.name == "idle"


async def test_rooms_are_spread_over_equal_workers() -> None:
    registry = Registry()
    registry.welcome(worker("a"))
    registry.welcome(worker("b"))
    homes = [registry.place(room) for room in ("r1", "r2")]
    assert {home.name for home in homes if home} == {"a", "b"}


async def test_room_stays_where_it_is() -> None:
    registry = Registry()
    registry.welcome(worker("a"))
    registry.place("r1")
    registry.welcome(worker("b"))
    home = registry.place("r1")
    assert home is not None and home.name == "a"


async def test_without_a_worker_a_room_has_no_place() -> None:
    assert Registry().place("r1") is None


async def test_inventory_is_adopted() -> None:
    ear = Ear()
    registry = Registry(ear)
    registry.welcome(worker("a", "r1"))
    home = registry.home("r1")
    assert home is not None and home.name == "a"
    assert ear.heard == ["r1 is on a"]


async def test_restarted_worker_has_lost_its_rooms() -> None:
    ear = Ear()
    registry = Registry(ear)
    registry.welcome(first := worker("a"))
    registry.place("r1")
    registry.farewell(first)
    registry.welcome(worker("a"))
    assert ear.heard == ["r1 is homeless"]
    registry.close()


async def test_worker_whose_link_only_broke_comes_back_with_everything() -> None:
    ear = Ear()
    registry = Registry(ear)
    registry.welcome(first := worker("a"))
    registry.place("r1")
    registry.farewell(first)
    registry.welcome(worker("a", "r1"))
    assert ear.heard == ["r1 is on a"]


async def test_room_moves_when_its_worker_stays_away() -> None:
    ear = Ear()
    registry = Registry(ear)
    registry.welcome(first := worker("a"))
    registry.place("r1")
    registry.welcome(worker("b"))
    registry.farewell(first)
    await until(lambda: ear.heard)
    assert ear.heard == ["r1 is homeless"]
    home = registry.place("r1")
    assert home is not None and home.name == "b"


async def test_late_farewell_of_an_old_link_does_not_remove_the_new_one() -> None:
    registry = Registry()
    registry.welcome(old := worker("a"))
    registry.welcome(new := worker("a"))
    registry.farewell(old)
    assert registry.workers["a"] is new


async def test_event_of_a_room_that_has_moved_is_ignored() -> None:
    ear = Ear()
    registry = Registry(ear)
    registry.welcome(old := worker("a"))
    registry.place("r1")
    event = TransportState(room="r1", transport="u1/up", state="closed")
    registry.event(old, event)
    registry.release("r1")
    registry.event(old, event)
    assert ear.heard == ["r1 transport_state"]


async def test_waiting_for_a_worker_ends_when_one_comes() -> None:
    registry = Registry()
    waiting = asyncio.ensure_future(registry.arrived(5))
    await asyncio.sleep(0)
    registry.welcome(worker("a"))
    assert await waiting
    assert not await Registry().arrived(0.01)
