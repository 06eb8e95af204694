"""Keep in mind which worker carries what of which room: its home, its branches, its receivers."""

from __future__ import annotations

from collections.abc import Collection, Iterable


class Whereabouts:
    """
    Names of workers by rooms and by receivers' transports.

    A room has one home, where all is published and recorded. A branch is another
    worker that carries receivers of the room, which it is fed for.
    """

    def __init__(self) -> None:
        self.homes: dict[str, str] = {}
        self._branches: dict[str, set[str]] = {}
        self._receivers: dict[str, dict[str, str]] = {}

    def rooms_at(self, worker: str) -> list[str]:
        """The rooms whose home the worker is."""
        return [room for room, home in self.homes.items() if home == worker]

    def branches(self, room: str) -> frozenset[str]:
        """The workers that carry receivers of the room besides its home."""
        return frozenset(self._branches.get(room, ()))

    def branched_at(self, worker: str) -> list[str]:
        """The rooms that have a branch on the worker."""
        return [room for room, workers in self._branches.items() if worker in workers]

    def carries(self, worker: str, room: str) -> bool:
        """Whether the worker is the room's home or one of its branches."""
        return self.homes.get(room) == worker or worker in self._branches.get(room, ())

    def carrier(self, room: str, receiver: str) -> str | None:
        """The worker that a receiver was seated on, or else the home."""
        return self._receivers.get(room, {}).get(receiver) or self.homes.get(room)

    def receivers(self, room: str, worker: str) -> list[str]:
        """The receivers of the room that the worker has."""
        return [name for name, seated in self._receivers.get(room, {}).items() if seated == worker]

    def settle(self, room: str, worker: str) -> None:
        """The worker is the room's home from now on; a branch that it had is one with it."""
        self.homes[room] = worker
        self._branches.get(room, set()).discard(worker)

    def seat(self, room: str, receivers: Iterable[str], worker: str) -> None:
        """The worker has these receivers; one that is not the home is a branch from now on."""
        if self.homes.get(room) != worker:
            self._branches.setdefault(room, set()).add(worker)
        self._receivers.setdefault(room, {}).update(dict.fromkeys(receivers, worker))

    def confirm(self, room: str, worker: str, transports: Collection[str], receivers: Iterable[str]) -> None:
        """The worker says what it has: receivers that are not among its transports have left."""
        for receiver in self.receivers(room, worker):
            if receiver not in transports:
                del self._receivers[room][receiver]
        self.seat(room, receivers, worker)

    def seated(self, room: str) -> list[str]:
        """All receivers of the room."""
        return list(self._receivers.get(room, ()))

    def is_seated(self, room: str, receiver: str) -> bool:
        return receiver in self._receivers.get(room, {})

    def leave(self, room: str, receiver: str) -> str | None:
        """A receiver is gone; gives the branch that has none left by that, if it is one."""
        worker = self._receivers.get(room, {}).pop(receiver, None)
        if worker not in self._branches.get(room, ()) or worker is None or self.receivers(room, worker):
            return None
        self._branches[room].discard(worker)
        return worker

    def unseat(self, room: str, worker: str) -> Collection[str]:
        """The worker carries nothing of the room any more; gives the receivers that it had."""
        gone = self.receivers(room, worker)
        for receiver in gone:
            del self._receivers[room][receiver]
        self._branches.get(room, set()).discard(worker)
        if self.homes.get(room) == worker:
            del self.homes[room]
        return gone

    def forget(self, room: str) -> None:
        """The room has ended."""
        for table in (self.homes, self._branches, self._receivers):
            table.pop(room, None)
