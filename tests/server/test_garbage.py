"""What refers to itself does not pile up in control."""

import weakref

import pytest

from server import garbage
from server.tasks import spawn
from tests.support.waiting import until


class Ring:
    def __init__(self) -> None:
        self.itself = self


async def test_what_refers_to_itself_goes_before_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "EVERY_S", 0.01)
    ring = weakref.ref(Ring())
    collecting = spawn(garbage.collect_for_ever(), name="garbage")
    await until(lambda: ring() is None)
    collecting.cancel()
