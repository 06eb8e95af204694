"""A room stays with its worker; whether it came back full or empty decides what the room is told."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest

from media.worker.protocol import FromWorker, Hello, RoomInventory, Statistics, TransportState
from server.workers import registry as registry_module
from server.workers.link import WorkerLink
from server.workers.placement import Limits
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

    def branch_opened(self, room: str, link: WorkerLink) -> None:
        self.heard.append(f"{room} spreads to {link.name}")

    def branch_returned(self, link: WorkerLink, inventory: RoomInventory) -> None:
        self.heard.append(f"{inventory.room} has a branch on {link.name}")

    def branch_emptied(self, room: str, link: WorkerLink) -> None:
        self.heard.append(f"{room} needs {link.name} no more")

    def branch_lost(self, room: str, worker: str, receivers: Collection[str]) -> None:
        self.heard.append(f"{room} has lost {worker} with {', '.join(receivers)}")

    def room_event(self, room: str, event: FromWorker) -> None:
        self.heard.append(f"{room} {event.type}")


def worker(name: str, *rooms: str, load: float = 0.0, overloaded: bool = False) -> WorkerLink:
    inventory = [RoomInventory(room=room, transports=[], producers=[], recording=False) for room in rooms]
    return link(
        name, inventory, Statistics(load=load, overloaded=overloaded, rooms=0, transports=0, counters={})
    )


def branch(name: str, room: str, *receivers: str) -> WorkerLink:
    """A worker that carries these receivers of a room whose home is elsewhere."""
    inventory = RoomInventory(
        room=room,
        transports=list(receivers),
        producers=[],
        recording=False,
        slots=dict.fromkeys(receivers, 4),
        branch=True,
    )
    return link(name, [inventory], Statistics(load=0, rooms=0, transports=0, counters={}))


def link(name: str, rooms: list[RoomInventory], statistics: Statistics) -> WorkerLink:
    hello = Hello(worker=name, secret="", pid=1, udp_port=40000, rooms=rooms)
    made = WorkerLink(hello, lambda text: None)
    made.receive(statistics.model_dump_json())
    return made


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry_module, "LOST_AFTER_S", 0.02)
    monkeypatch.setattr(registry_module, "SETTLED_AFTER_S", 0.02)


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


async def test_a_worker_that_is_overloaded_gets_no_new_room() -> None:
    registry = Registry()
    registry.welcome(worker("late", overloaded=True))
    assert registry.place("r1") is None and registry.is_full
    registry.welcome(worker("able", load=0.9))
    placed = registry.place("r1")
    assert placed is not None and placed.name == "able"


async def test_no_room_is_placed_before_all_workers_of_this_machine_are_there() -> None:
    registry = Registry(ear := Ear(), expected=2)
    registry.welcome(worker("a"))
    assert registry.place("r1") is None
    registry.welcome(worker("b", "r1"))
    home = registry.place("r1")
    assert home is not None and home.name == "b"
    assert ear.heard == ["r1 is on b"]


async def test_a_worker_that_never_comes_is_not_waited_for_long() -> None:
    registry = Registry(expected=2)
    registry.welcome(worker("a"))
    assert await registry.arrived(1)
    home = registry.place("r1")
    assert home is not None and home.name == "a"
    registry.close()


def seats(registry: Registry, *receivers: str) -> list[str]:
    """Where these receivers of r1 are seated."""
    links = [registry.seat("r1", receiver) for receiver in receivers]
    return [link.name for link in links if link is not None]


async def spread(ear: Ear | None = None) -> Registry:
    """A registry of two workers on which a room of more than two receivers spreads from a to b."""
    registry = Registry(ear, limits=Limits(receivers=2, load=0.7))
    registry.welcome(worker("a"))
    registry.welcome(worker("b"))
    assert seats(registry, "u1/down", "u2/down", "u3/down", "u4/down") == ["a", "a", "b", "b"]
    return registry


async def test_a_room_that_has_outgrown_its_worker_spreads_to_another() -> None:
    registry = await spread(ear := Ear())
    assert ear.heard == ["r1 spreads to b"]
    assert [link.name for link in registry.branches("r1")] == ["b"]


async def test_a_receiver_stays_where_it_was_seated() -> None:
    registry = await spread()
    registry.leave("r1", "u1/down")
    assert seats(registry, "u3/down", "u9/down") == ["b", "a"]


async def test_where_all_are_full_a_receiver_is_let_in_all_the_same() -> None:
    registry = await spread()
    assert len(seats(registry, "u5/down", "u6/down")) == 2


async def test_a_branch_without_receivers_is_given_up() -> None:
    registry = await spread(ear := Ear())
    registry.leave("r1", "u3/down")
    registry.leave("r1", "u4/down")
    assert ear.heard[-1] == "r1 needs b no more"
    assert registry.branches("r1") == []


async def test_a_branch_that_stays_away_takes_only_its_receivers() -> None:
    registry = await spread(ear := Ear())
    registry.farewell(registry.workers["b"])
    await until(lambda: len(ear.heard) > 1)
    assert ear.heard[1:] == ["r1 has lost b with u3/down, u4/down"]
    assert seats(registry, "u1/down") == ["a"]


async def test_a_branch_that_was_restarted_has_lost_its_receivers() -> None:
    registry = await spread(ear := Ear())
    registry.farewell(registry.workers["b"])
    registry.welcome(worker("b"))
    assert ear.heard[1:] == ["r1 has lost b with u3/down, u4/down"]
    registry.close()


async def test_the_home_of_a_room_may_go_and_its_branches_stay() -> None:
    registry = await spread(ear := Ear())
    registry.farewell(registry.workers["a"])
    await until(lambda: len(ear.heard) > 1)
    assert ear.heard[1:] == ["r1 is homeless"]
    assert registry.receivers("r1") == ["u3/down", "u4/down"]


async def test_a_new_home_may_be_what_was_a_branch() -> None:
    registry = await spread(ear := Ear())
    registry.farewell(registry.workers["a"])
    await until(lambda: len(ear.heard) > 1)
    home = registry.place("r1")
    assert home is not None and home.name == "b"
    assert registry.branches("r1") == []
    assert registry.carrier("r1", "u3/down") is home


async def test_after_a_restart_of_control_homes_and_branches_are_told_apart() -> None:
    registry = Registry(ear := Ear(), expected=2)
    registry.welcome(branch("b", "r1", "u3/down"))
    registry.welcome(worker("a", "r1"))
    assert ear.heard == ["r1 has a branch on b", "r1 is on a"]
    carrier = registry.carrier("r1", "u3/down")
    assert carrier is not None and carrier.name == "b"
