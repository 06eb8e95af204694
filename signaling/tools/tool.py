"""What a tool brings into the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from signaling.errorwords import ErrorWords
from signaling.shape import Shape
from signaling.tools.situation import Decide
from signaling.verdicts import Permission

#: `(the tool's state, event, cue) -> the tool's state`; total and pure.
Change = Callable[[Any, Any, Any], Shape]


@dataclass(frozen=True, slots=True)
class Tool:
    """
    `name` is its field of `RoomState`; `changes` are by type of cue, its own and the core's,
    `deciders` by class of wish, `permissions` by type of message.

    A core cue changes the core first and then every tool that names it.
    """

    name: str
    changes: Mapping[str, Change]
    deciders: Mapping[type, Decide]
    permissions: Mapping[str, Permission]
    errors: Mapping[str, ErrorWords]
