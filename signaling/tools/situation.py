"""What a tool knows when it decides about a wish, and how it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from signaling.settings import RoomSettings
from signaling.shape import Shape
from signaling.state import Role, RoomState


@dataclass(frozen=True, slots=True)
class Situation:
    """The state that everybody shares, which `member` wishes something, and when (Unix milliseconds)."""

    state: RoomState
    member: str
    now: int
    settings: RoomSettings

    @property
    def is_master(self) -> bool:
        """Whoever wishes conducts the lesson."""
        return self.state.members[self.member].role is Role.MASTER


#: Events to happen (none when the wish is fulfilled already), or an error code.
Decision = Sequence[Shape] | str
#: `(situation, wish) -> decision`; pure, and never raises on what a client said.
Decide = Callable[[Situation, Any], Decision]
