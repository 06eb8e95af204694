"""Decide about wishes for the board."""

from __future__ import annotations

from signaling.state import Role
from signaling.tools.board.cues import (
    BoardClosed,
    BoardPageAdded,
    BoardPageRemoved,
    BoardShown,
    MarkAdded,
    MarkRemoved,
    SurfaceCleared,
    WritersChanged,
)
from signaling.tools.board.drawing import fault
from signaling.tools.board.state import BoardPage, BoardState, Mark
from signaling.tools.board.surfaces import refusal, writing_refusal
from signaling.tools.board.wishes import (
    AddBoardPage,
    AddMark,
    ClearSurface,
    CloseBoard,
    RemoveBoardPage,
    RemoveMarks,
    SetWriters,
    ShowBoard,
)
from signaling.tools.situation import Decide, Decision, Situation

#: A stroke that comes again is among the newest of its author, and so of the surface.
RECENT = 300


def add_mark(situation: Situation, wish: AddMark) -> Decision:
    """Put a drawing on its surface, once."""
    code = writing_refusal(situation.state, situation.member, wish.surface)
    if code is not None:
        return code
    if _has_come(situation, wish):
        return []
    code = fault(wish.drawing, situation.settings.board) or _fullness(situation, wish.surface)
    return code if code is not None else [MarkAdded(surface=wish.surface, drawing=wish.drawing)]


def remove_marks(situation: Situation, wish: RemoveMarks) -> Decision:
    """One takes away one's own marks, a master anybody's."""
    code = writing_refusal(situation.state, situation.member, wish.surface)
    if code is not None:
        return code
    wanted = set(wish.marks)
    found = [mark for mark in _marks(situation.state.board, wish.surface) if mark.n in wanted]
    if not situation.is_master and any(mark.by != situation.member for mark in found):
        return "not_your_mark"
    return [MarkRemoved(surface=wish.surface, n=mark.n) for mark in found]


def clear_surface(situation: Situation, wish: ClearSurface) -> Decision:
    """Take away everything that lies on a surface."""
    code = refusal(situation.state, wish.surface)
    if code is not None:
        return code
    return [SurfaceCleared(surface=wish.surface)] if _marks(situation.state.board, wish.surface) else []


def add_board_page(situation: Situation, wish: AddBoardPage) -> Decision:
    """Add a page behind the others, and show it."""
    board = situation.state.board
    if len(board.pages) >= situation.settings.board.pages:
        return "too_many_board_pages"
    page = BoardPage(id=_page_id(board, situation.now), title=wish.title)
    return [BoardPageAdded(page=page), BoardShown(page=page.id)]


def remove_board_page(situation: Situation, wish: RemoveBoardPage) -> Decision:
    """Remove a page with its ink."""
    is_there = any(page.id == wish.page for page in situation.state.board.pages)
    return [BoardPageRemoved(page=wish.page)] if is_there else []


def show_board(situation: Situation, wish: ShowBoard) -> Decision:
    """Show a page; without one the first, and if there is none, a new one."""
    board = situation.state.board
    if wish.page is None and not board.pages:
        return add_board_page(situation, AddBoardPage())
    page = wish.page if wish.page is not None else board.pages[0].id
    if all(each.id != page for each in board.pages):
        return "page_gone"
    return [BoardShown(page=page)] if board.shown != page else []


def close_board(situation: Situation, wish: CloseBoard) -> Decision:
    """Show the whiteboard no longer; its pages stay."""
    return [BoardClosed()] if situation.state.board.shown is not None else []


def set_writers(situation: Situation, wish: SetWriters) -> Decision:
    """Let exactly these classrooms write; they must be in the room."""
    state = situation.state
    members = list(dict.fromkeys(wish.members))
    for member in members:
        who = state.members.get(member)
        if who is None or not who.present:
            return "unknown_member"
        if who.role is not Role.RURAL:
            return "not_a_classroom"
    return [WritersChanged(members=members)] if members != state.board.writers else []


def _marks(board: BoardState, surface: str) -> list[Mark]:
    found = board.surfaces.get(surface)
    return (found.marks or []) if found is not None else []


def _has_come(situation: Situation, wish: AddMark) -> bool:
    recent = _marks(situation.state.board, wish.surface)[-RECENT:]
    return any(mark.stroke == wish.drawing.stroke and mark.by == situation.member for mark in recent)


def _fullness(situation: Situation, surface: str) -> str | None:
    board, limits = situation.state.board, situation.settings.board
    if len(_marks(board, surface)) >= limits.marks:
        return "surface_full"
    if surface not in board.surfaces and len(board.surfaces) >= limits.surfaces:
        return "board_full"
    held = sum(len(each.marks or []) for each in board.surfaces.values())
    return "board_full" if held >= limits.all_marks else None


def _page_id(board: BoardState, now: int) -> str:
    """Name a page as none was ever named: late ink of a removed one must not come onto another."""
    taken = {page.id for page in board.pages}
    while (id := f"p{now:x}") in taken:
        now += 1
    return id


DECIDERS: dict[type, Decide] = {
    AddMark: add_mark,
    RemoveMarks: remove_marks,
    ClearSurface: clear_surface,
    AddBoardPage: add_board_page,
    RemoveBoardPage: remove_board_page,
    ShowBoard: show_board,
    CloseBoard: close_board,
    SetWriters: set_writers,
}
