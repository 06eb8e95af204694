"""A worker and its control process, and peers that are gone when the test is."""

from collections.abc import AsyncIterator, Callable

import pytest

from tests.media.worker.control import Control, control_and_worker
from tests.support.peer import Peer

NewPeer = Callable[[str], Peer]


@pytest.fixture
async def control() -> AsyncIterator[Control]:
    async with control_and_worker() as (control, _):
        yield control


@pytest.fixture
async def new_peer() -> AsyncIterator[NewPeer]:
    """Makes peers by direction; they vanish at the end without a goodbye."""
    peers: list[Peer] = []

    def new(direction: str) -> Peer:
        peers.append(Peer(direction))
        return peers[-1]

    yield new
    for peer in peers:
        if hasattr(peer, "_transport"):
            peer.vanish()
