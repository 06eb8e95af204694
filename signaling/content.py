"""
What is large on every screen besides the stage: one rule for the lesson, its replay and its film.

The twin of `web_client/src/classroom/content.ts`; `tests/data/content.json` holds both to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from signaling.reducer import masters
from signaling.state import RoomState, Source, SourceKind
from signaling.tools.courseware.state import DocumentKind


@dataclass(frozen=True, slots=True)
class Content:
    """
    `id` is that of the film's or page's document, of the whiteboard's page, of the recording that is
    watched together, or of the shared source.
    """

    kind: Literal["clip", "board", "page", "recording", "picture"]
    id: str
    page: int = 0


def content_of(state: RoomState) -> Content | None:
    """
    The first of: an open film, the whiteboard, a page of courseware, a recording, a shared screen or
    board camera.

    A sound is no content: it plays beside it.
    """
    courseware = state.courseware
    clip, shown = courseware.clip, courseware.shown
    playing = courseware.documents.get(clip.document) if clip else None
    if playing is not None and playing.kind is DocumentKind.VIDEO:
        return Content("clip", playing.id)
    if state.board.shown is not None:
        return Content("board", state.board.shown)
    if shown is not None and shown.document in courseware.documents:
        return Content("page", shown.document, shown.page)
    watched = state.playback.current
    if watched is not None and watched.shown and watched.recording in state.playback.recordings:
        return Content("recording", watched.recording)
    picture = shared_picture(state)
    return Content("picture", picture.id) if picture else None


def shared_picture(state: RoomState) -> Source | None:
    """The screen or board camera that everybody sees: the teacher's before that of who is called on."""
    for owner in (*masters(state), *reversed(state.floor)):
        for kind in (SourceKind.SCREEN, SourceKind.BOARD):
            source = state.sources.get(f"{owner}/{kind}")
            if source is not None and source.video:
                return source
    return None


def surface_of(content: Content | None) -> str | None:
    """The name of the surface on which everybody may write over this content; films have none."""
    match content:
        case Content("board"):
            return f"board:{content.id}"
        case Content("page"):
            return f"slide:{content.id}:{content.page}"
        case Content("picture"):
            return f"screen:{content.id}"
        case _:
            return None
