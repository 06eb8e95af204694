"""A room that spans workers: everything is piped to each of them, and each dies for itself."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from media.worker.protocol import RoomInventory, Statistics, TransportState
from server.workers import registry as registry_module
from signaling.messages import ErrorMessage, MediaLost
from signaling.state import Role
from tests.server.control.stage import PUBLISH, Ear, ScriptedWorker, Stage, heard, set_up, settle
from tests.support.waiting import until

SUBSCRIBE = '{"type": "subscribe", "id": 2, "restart": false}'


class Span:
    """A live lesson whose teacher publishes on worker a; with more than two receivers it spans to b."""

    def __init__(self, stage: Stage, lesson: str) -> None:
        self.stage, self.lesson = stage, lesson
        self.a, self.b = ScriptedWorker("a"), ScriptedWorker("b")
        self.ears: dict[str, Ear] = {}

    async def receives(self, *members: str) -> None:
        for member in members:
            self.ears[member] = await self.stage.join(self.lesson, member, Role.RURAL)
            await self.stage.says(self.lesson, member, SUBSCRIBE)
            await settle()
            await self.stage.says(
                self.lesson, member, '{"type": "answer", "id": 3, "negotiation": 1, "sdp": "v=0"}'
            )
            await settle()

    def lost(self, member: str) -> list[object]:
        return heard(self.ears[member], MediaLost)


@pytest.fixture
async def span(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Span]:
    monkeypatch.setattr(registry_module, "LOST_AFTER_S", 0.02)
    async with set_up(tmp_path) as stage:
        span = Span(stage, await stage.lesson())
        stage.registry.welcome(span.a.link)
        span.ears["teacher"] = await stage.join(span.lesson, "teacher", Role.MASTER)
        await stage.rooms.start(span.lesson)
        await stage.says(span.lesson, "teacher", PUBLISH)
        await settle()
        stage.registry.welcome(span.b.link)
        yield span


async def test_what_is_published_is_piped_once_to_each_branch(span: Span) -> None:
    await span.receives("u1", "u2", "u3", "u4")
    assert span.a.types().count("send_pipe") == 1
    assert span.b.types()[:2] == ["open_branch", "open_down"]
    opened = next(command for command in span.b.commands if command.type == "open_pipe")
    assert (opened.transport, opened.receive_key) == ("pipe/teacher/up", "r")


async def test_a_receiver_is_negotiated_routed_and_closed_where_it_is(span: Span) -> None:
    await span.receives("u1", "u2", "u3")
    assert {"open_down", "answer_down", "route"} <= set(span.b.types())
    assert "accept_up" not in span.b.types() and "record" not in span.b.types()
    await span.stage.says(span.lesson, "u3", '{"type": "leave", "id": 4}')
    await settle()
    closed = [command.transport for command in span.b.commands if command.type == "close_transport"]
    assert "u3/down" in closed and span.b.types()[-1] == "close_room"


async def test_a_publisher_that_comes_later_is_piped_too(span: Span) -> None:
    await span.receives("u1", "u2", "u3")
    await span.stage.says(span.lesson, "u1", PUBLISH)
    await settle()
    piped = {command.publisher for command in span.a.commands if command.type == "send_pipe"}
    assert piped == {"teacher/up", "u1/up"}


async def test_a_pipe_that_ends_is_laid_anew(span: Span) -> None:
    await span.receives("u1", "u2", "u3")
    ended = TransportState(room=span.lesson, transport="pipe/teacher/up", state="closed")
    span.stage.registry.event(span.b.link, ended)
    await settle()
    assert span.b.types().count("open_pipe") == 2


async def test_a_branch_that_dies_takes_only_its_receivers(span: Span) -> None:
    await span.receives("u1", "u2", "u3")
    span.stage.registry.farewell(span.b.link)
    await until(lambda: span.lost("u3"))
    assert span.lost("u3") == [MediaLost(up=False, down=True)]
    assert not span.lost("u1") and not span.lost("teacher")
    await span.stage.says(span.lesson, "u3", SUBSCRIBE)
    await settle()
    assert span.a.types()[-1] == "open_down"


async def test_a_home_that_dies_leaves_the_branches_receivers(span: Span) -> None:
    await span.receives("u1", "u2", "u3")
    span.stage.registry.farewell(span.a.link)
    await until(lambda: span.lost("u1"))
    assert span.lost("teacher") == [MediaLost(up=True, down=False)]
    assert not span.lost("u3")
    await span.stage.says(span.lesson, "teacher", PUBLISH)
    await settle()
    assert {"accept_up", "record"} <= set(span.b.types())


async def test_a_restarted_control_process_adopts_home_and_branch(span: Span) -> None:
    await span.receives("u1", "u2", "u3")
    await span.stage.crash()
    home = RoomInventory(
        room=span.lesson,
        transports=["teacher/up", "u1/down", "u2/down"],
        producers=["teacher/camera/audio", "teacher/camera/video"],
        recording=True,
        slots={"u1/down": 1, "u2/down": 1},
        pipes=["pipe/teacher/up/b"],
    )
    branch = RoomInventory(
        room=span.lesson,
        transports=["pipe/teacher/up", "u3/down"],
        producers=[],
        recording=False,
        slots={"u3/down": 1},
        branch=True,
    )
    a, b = ScriptedWorker("a", [home]), ScriptedWorker("b", [branch])
    span.stage.registry.welcome(a.link)
    await until(lambda: "record" in a.types())
    span.stage.registry.welcome(b.link)
    await until(lambda: "open_pipe" in b.types())
    assert "close_room" not in a.types() + b.types()
    assert [link.name for link in span.stage.registry.branches(span.lesson)] == ["b"]


async def test_with_nowhere_to_go_the_teacher_is_told(tmp_path: Path) -> None:
    async with set_up(tmp_path) as stage:
        worker = ScriptedWorker()
        full = Statistics(load=1.0, overloaded=True, rooms=0, transports=0, counters={})
        worker.link.receive(full.model_dump_json())
        stage.registry.welcome(worker.link)
        lesson = await stage.lesson()
        ear = await stage.join(lesson, "teacher", Role.MASTER)
        await stage.says(lesson, "teacher", PUBLISH)
        await until(lambda: heard(ear, ErrorMessage))
        (refused,) = heard(ear, ErrorMessage)
        assert isinstance(refused, ErrorMessage) and refused.code == "overloaded"
        worker.link.receive(full.model_copy(update={"overloaded": False}).model_dump_json())
        await stage.says(lesson, "teacher", PUBLISH)
        await until(lambda: "accept_up" in worker.types())
