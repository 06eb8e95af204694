"""What the cues of courseware mean."""

from __future__ import annotations

from typing import Any

from signaling.tools.courseware.cues import (
    ClipClosed,
    ClipPaused,
    ClipPlayed,
    CoursewareHidden,
    DocumentAdded,
    DocumentRemoved,
    PageShown,
)
from signaling.tools.courseware.state import Clip, CoursewareState, DocumentKind, ShownPage
from signaling.tools.cue import At
from signaling.tools.tool import Change


def _document_added(state: CoursewareState, event: DocumentAdded, cue: At) -> CoursewareState:
    return state.model_copy(update={"documents": {**state.documents, event.document.id: event.document}})


def _document_removed(state: CoursewareState, event: DocumentRemoved, cue: At) -> CoursewareState:
    gone = event.document
    shown = state.shown if state.shown and state.shown.document != gone else None
    clip = state.clip if state.clip and state.clip.document != gone else None
    documents = {id: document for id, document in state.documents.items() if id != gone}
    return CoursewareState(documents=documents, shown=shown, clip=clip)


def _page_shown(state: CoursewareState, event: PageShown, cue: At) -> CoursewareState:
    shown = ShownPage(document=event.document, page=event.page)
    return state.model_copy(update={"shown": shown, "clip": _sound(state)})


def _hidden(state: CoursewareState, event: CoursewareHidden, cue: At) -> CoursewareState:
    return state.model_copy(update={"shown": None})


def _board_shown(state: CoursewareState, event: Any, cue: At) -> CoursewareState:
    return state.model_copy(update={"shown": None, "clip": _sound(state)})


def _playback_shown(state: CoursewareState, event: Any, cue: At) -> CoursewareState:
    """A recording has a sound of its own."""
    return state.model_copy(update={"shown": None, "clip": None})


def _clip_played(state: CoursewareState, event: ClipPlayed, cue: At) -> CoursewareState:
    clip = Clip(document=event.document, playing=True, position_ms=event.position_ms, at=event.starts_at)
    return state.model_copy(update={"clip": clip})


def _clip_paused(state: CoursewareState, event: ClipPaused, cue: At) -> CoursewareState:
    if state.clip is None:
        return state
    stands = {"playing": False, "position_ms": event.position_ms, "at": cue.at}
    return state.model_copy(update={"clip": state.clip.model_copy(update=stands)})


def _clip_closed(state: CoursewareState, event: ClipClosed, cue: At) -> CoursewareState:
    return state.model_copy(update={"clip": None})


def _sound(state: CoursewareState) -> Clip | None:
    """The open clip if it is one that needs no room on the screen."""
    document = state.documents.get(state.clip.document) if state.clip else None
    return state.clip if document and document.kind is DocumentKind.AUDIO else None


CHANGES: dict[str, Change] = {
    "document_added": _document_added,
    "document_removed": _document_removed,
    "page_shown": _page_shown,
    "courseware_hidden": _hidden,
    "clip_played": _clip_played,
    "clip_paused": _clip_paused,
    "clip_closed": _clip_closed,
    "board_shown": _board_shown,
    "playback_opened": _playback_shown,
    "playback_started": _playback_shown,
    "lesson_ended": _clip_closed,
}
