"""Commands go out in order and numbered; every one is settled, whatever the worker does."""

from __future__ import annotations

import json

import pytest

from media.worker.protocol import CloseRoom, Done, Hello, Statistics
from server.workers import link as link_module
from server.workers.link import UNNUMBERED, WorkerLink, WorkerRefused

CLOSE = CloseRoom(id=UNNUMBERED, room="r1")


class Wire:
    """A link whose texts are kept."""

    def __init__(self) -> None:
        self.sent: list[dict[str, object]] = []
        hello = Hello(worker="w0", secret="", pid=1, udp_port=40000)
        self.link = WorkerLink(hello, lambda text: self.sent.append(json.loads(text)))


async def test_commands_are_numbered_and_sent_at_once() -> None:
    wire = Wire()
    wire.link.request(CLOSE)
    wire.link.request(CLOSE)
    assert [sent["id"] for sent in wire.sent] == [1, 2]


async def test_answers_may_come_in_any_order() -> None:
    wire = Wire()
    first, second = wire.link.request(CLOSE), wire.link.request(CLOSE)
    wire.link.receive('{"type": "done", "id": 2, "sdp": "two"}')
    wire.link.receive('{"type": "done", "id": 1, "sdp": "one"}')
    assert [(await first).sdp, (await second).sdp] == ["one", "two"]


async def test_refusal_keeps_its_code() -> None:
    wire = Wire()
    answer = wire.link.request(CLOSE)
    wire.link.receive('{"type": "failed", "id": 1, "code": "bad_sdp", "text": "no m-line"}')
    with pytest.raises(WorkerRefused) as refused:
        await answer
    assert refused.value.code == "bad_sdp"


async def test_broken_link_settles_everything_with_no_worker() -> None:
    wire = Wire()
    answer = wire.link.request(CLOSE)
    wire.link.close()
    for future in (answer, wire.link.request(CLOSE)):
        with pytest.raises(WorkerRefused) as refused:
            await future
        assert refused.value.code == "no_worker"


async def test_silent_worker_is_given_up() -> None:
    with pytest.raises(WorkerRefused) as refused:
        await Wire().link.call(CLOSE, within_s=0.01)
    assert refused.value.code == "timeout"


async def test_late_answer_to_a_given_up_command_is_ignored() -> None:
    wire = Wire()
    with pytest.raises(WorkerRefused):
        await wire.link.call(CLOSE, within_s=0.01)
    assert wire.link.receive('{"type": "done", "id": 1}') is None
    assert wire.link.pending == 0


async def test_worker_that_is_too_far_behind_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_module, "MAX_PENDING", 1)
    wire = Wire()
    wire.link.request(CLOSE)
    with pytest.raises(WorkerRefused) as refused:
        await wire.link.request(CLOSE)
    assert refused.value.code == "overloaded"


async def test_statistics_are_remembered_as_the_load() -> None:
    wire = Wire()
    statistics = Statistics(load=0.5, rooms=1, transports=2, counters={})
    assert wire.link.receive(statistics.model_dump_json()) == statistics
    assert wire.link.load == 0.5


@pytest.mark.parametrize("text", ["", "{}", '{"type": "done"}', '{"type": "nonsense"}', b"\xff\x00"])
async def test_malformed_text_is_counted(text: str | bytes) -> None:
    wire = Wire()
    assert wire.link.receive(text) is None
    assert wire.link.malformed == 1


async def test_done_can_be_awaited_by_call() -> None:
    wire = Wire()
    answer = wire.link.request(CLOSE)
    wire.link.receive(Done(id=1).model_dump_json())
    assert (await answer).id == 1
