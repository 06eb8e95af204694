"""How the screens are divided, as the teacher has chosen."""

from __future__ import annotations

from enum import StrEnum

from signaling.shape import Shape


class Layout(StrEnum):
    """`auto` leaves it to each screen; `gallery` shows everybody in equal tiles."""

    AUTO = "auto"
    SPEAKER = "speaker"
    CONTENT = "content"
    SIDE_BY_SIDE = "side_by_side"
    GALLERY = "gallery"


class ArrangementState(Shape):
    """`spotlight` is the source that has the stage before whoever speaks, while it sends a picture."""

    layout: Layout = Layout.AUTO
    spotlight: str | None = None
