"""
Keep a long lesson's ink from delaying whoever joins late.

A snapshot holds the marks of the surfaces in view; the others are fetched when they are
needed. A client's reducer leaves what it does not hold as it is, and counts on.
"""

from __future__ import annotations

from signaling.state import RoomState
from signaling.tools.board.state import BoardState, Mark, Surface


def in_view(state: RoomState) -> set[str]:
    """Name the surfaces that may be drawn on the screens at this moment."""
    board, slide = state.board.shown, state.courseware.shown
    seen = {f"screen:{source}" for source in state.sources}
    if board is not None:
        seen.add(f"board:{board}")
    if slide is not None:
        seen.add(f"slide:{slide.document}:{slide.page}")
    return seen


def for_the_wire(state: RoomState) -> RoomState:
    """Return the state with the marks of those surfaces alone that are in view."""
    seen = in_view(state)
    surfaces = {
        name: surface if name in seen else Surface(count=surface.count, marks=None)
        for name, surface in state.board.surfaces.items()
    }
    return _with(state, surfaces)


def with_marks(state: RoomState, surface: str, marks: list[Mark]) -> RoomState:
    """Return the state with the marks of a surface that was fetched; one that is gone stays gone."""
    held = state.board.surfaces.get(surface)
    if held is None:
        return state
    fetched = held.model_copy(update={"marks": marks})
    return _with(state, {**state.board.surfaces, surface: fetched})


def held_as_by(state: RoomState, copy: RoomState) -> RoomState:
    """Return the state without the marks that `copy` does not hold: what `copy` must be equal to."""
    left_out = {name for name, surface in copy.board.surfaces.items() if surface.marks is None}
    surfaces = {
        name: surface.model_copy(update={"marks": None}) if name in left_out else surface
        for name, surface in state.board.surfaces.items()
    }
    return _with(state, surfaces)


def _with(state: RoomState, surfaces: dict[str, Surface]) -> RoomState:
    board: BoardState = state.board.model_copy(update={"surfaces": surfaces})
    return state.model_copy(update={"board": board})
