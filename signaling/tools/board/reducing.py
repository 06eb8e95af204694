"""What cues mean for the board and for what is drawn over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from signaling.tools.board.cues import (
    BoardPageAdded,
    BoardPageRemoved,
    BoardShown,
    MarkAdded,
    MarkRemoved,
    PointedAt,
    SurfaceCleared,
    WritersChanged,
)
from signaling.tools.board.state import BoardPointer, BoardState, Mark, Surface
from signaling.tools.cue import At
from signaling.tools.tool import Change

#: What a surface was before anything was drawn on it.
_BLANK = Surface()


def _mark_added(state: BoardState, event: MarkAdded, cue: At) -> BoardState:
    surface = state.surfaces.get(event.surface, _BLANK)
    marks = surface.marks
    if marks is not None:
        marks = [*marks, Mark.model_construct(**event.drawing.__dict__, n=cue.n, by=cue.by)]
    # Built anew it would be checked anew, mark by mark.
    added = {"count": surface.count + 1, "marks": marks}
    return _on(state, event.surface, surface.model_copy(update=added))


def _mark_removed(state: BoardState, event: MarkRemoved, cue: At) -> BoardState:
    surface = state.surfaces.get(event.surface)
    if surface is None or surface.marks is None:
        return state
    marks = [mark for mark in surface.marks if mark.n != event.n]
    return _on(state, event.surface, surface.model_copy(update={"marks": marks}))


def _surface_cleared(state: BoardState, event: SurfaceCleared, cue: At) -> BoardState:
    return _without(state, lambda name: name == event.surface)


def _page_added(state: BoardState, event: BoardPageAdded, cue: At) -> BoardState:
    others = [page for page in state.pages if page.id != event.page.id]
    return state.model_copy(update={"pages": [*others, event.page]})


def _page_removed(state: BoardState, event: BoardPageRemoved, cue: At) -> BoardState:
    pages = [page for page in state.pages if page.id != event.page]
    shown = state.shown
    if shown == event.page:
        at = next((at for at, page in enumerate(state.pages) if page.id == event.page), 0)
        shown = pages[min(at, len(pages) - 1)].id if pages else None
    left = _without(state, lambda name: name == f"board:{event.page}")
    return left.model_copy(update={"pages": pages, "shown": shown})


def _shown(state: BoardState, event: BoardShown, cue: At) -> BoardState:
    if all(page.id != event.page for page in state.pages):
        return state
    return state.model_copy(update={"shown": event.page})


def _closed(state: BoardState, event: Any, cue: At) -> BoardState:
    return state.model_copy(update={"shown": None})


def _writers_changed(state: BoardState, event: WritersChanged, cue: At) -> BoardState:
    return state.model_copy(update={"writers": event.members})


def _pointed_at(state: BoardState, event: PointedAt, cue: At) -> BoardState:
    if cue.by is None:
        return state
    pointers = {member: pointer for member, pointer in state.pointers.items() if member != cue.by}
    if event.x is not None and event.y is not None:
        pointers[cue.by] = BoardPointer(surface=event.surface, x=event.x, y=event.y)
    return state.model_copy(update={"pointers": pointers})


def _member_left(state: BoardState, event: Any, cue: At) -> BoardState:
    gone = event.member
    left = _without(state, lambda name: name.startswith(f"screen:{gone}/"))
    pointers = {member: pointer for member, pointer in left.pointers.items() if member != gone}
    writers = [member for member in left.writers if member != gone]
    return left.model_copy(update={"pointers": pointers, "writers": writers})


def _source_removed(state: BoardState, event: Any, cue: At) -> BoardState:
    """What comes next on a shared screen is another picture: nothing of this one's ink would fit."""
    return _without(state, lambda name: name == f"screen:{event.source}")


def _document_removed(state: BoardState, event: Any, cue: At) -> BoardState:
    return _without(state, lambda name: name.startswith(f"slide:{event.document}:"))


def _on(state: BoardState, name: str, surface: Surface) -> BoardState:
    return state.model_copy(update={"surfaces": {**state.surfaces, name: surface}})


def _without(state: BoardState, is_gone: Callable[[str], bool]) -> BoardState:
    surfaces = {name: surface for name, surface in state.surfaces.items() if not is_gone(name)}
    pointers = {member: pointer for member, pointer in state.pointers.items() if not is_gone(pointer.surface)}
    return state.model_copy(update={"surfaces": surfaces, "pointers": pointers})


CHANGES: dict[str, Change] = {
    "mark_added": _mark_added,
    "mark_removed": _mark_removed,
    "surface_cleared": _surface_cleared,
    "board_page_added": _page_added,
    "board_page_removed": _page_removed,
    "board_shown": _shown,
    "board_closed": _closed,
    "writers_changed": _writers_changed,
    "pointed_at": _pointed_at,
    "member_left": _member_left,
    "source_removed": _source_removed,
    "document_removed": _document_removed,
    #: The screens show either the whiteboard or the courseware.
    "page_shown": _closed,
    "playback_opened": _closed,
    "playback_started": _closed,
}
