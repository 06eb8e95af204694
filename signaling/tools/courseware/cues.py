"""What can happen with courseware."""

from __future__ import annotations

from typing import Literal

from signaling.shape import Identifier, Shape
from signaling.tools.courseware.state import Document, Page, Position


class DocumentAdded(Shape):
    """A document is ready; one that is there already is replaced (it has another title)."""

    type: Literal["document_added"] = "document_added"
    document: Document


class DocumentRemoved(Shape):
    """If it is shown or played it disappears from all screens."""

    type: Literal["document_removed"] = "document_removed"
    document: Identifier


class PageShown(Shape):
    """The whiteboard and a film make room for it; sound plays on."""

    type: Literal["page_shown"] = "page_shown"
    document: Identifier
    page: Page


class CoursewareHidden(Shape):
    type: Literal["courseware_hidden"] = "courseware_hidden"


class ClipPlayed(Shape):
    """All screens start at `position_ms` when the server's time is `starts_at` (Unix ms)."""

    type: Literal["clip_played"] = "clip_played"
    document: Identifier
    position_ms: Position
    starts_at: int


class ClipPaused(Shape):
    """All screens stand still at `position_ms`."""

    type: Literal["clip_paused"] = "clip_paused"
    position_ms: Position


class ClipClosed(Shape):
    type: Literal["clip_closed"] = "clip_closed"
