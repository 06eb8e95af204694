"""Say who may write on which surface, and which surfaces there are."""

from __future__ import annotations

import re

from signaling.state import Phase, Role, RoomState, SourceKind

_NUMBER = re.compile(r"[1-9][0-9]{0,5}")


def may_write(state: RoomState, member: str) -> bool:
    """Masters always; classrooms of a live lesson that have the floor or were let write; observers never."""
    who = state.members.get(member)
    if who is None or who.role is Role.OBSERVER:
        return False
    if who.role is Role.MASTER:
        return True
    return state.lesson.phase is Phase.LIVE and (member in state.floor or member in state.board.writers)


def refusal(state: RoomState, surface: str) -> str | None:
    """Return the error code for a surface that is not, or is no longer, there."""
    kind, _, name = surface.partition(":")
    if kind == "board":
        return None if any(page.id == name for page in state.board.pages) else "page_gone"
    is_there = _is_screen(state, name) if kind == "screen" else _is_slide(state, name)
    return None if is_there else "surface_gone"


def writing_refusal(state: RoomState, member: str, surface: str) -> str | None:
    """Return the error code that keeps a member from writing on a surface, or None."""
    return refusal(state, surface) if may_write(state, member) else "may_not_write"


def _is_screen(state: RoomState, name: str) -> bool:
    source = state.sources.get(name)
    return source is not None and source.kind is not SourceKind.CAMERA


def _is_slide(state: RoomState, name: str) -> bool:
    id, _, page = name.rpartition(":")
    document = state.courseware.documents.get(id)
    # Only the plain number: "01" would be another surface for the same page.
    return (
        document is not None and _NUMBER.fullmatch(page) is not None and int(page) <= max(1, document.pages)
    )
