"""Which views are on the film at a moment, and where: by the rules that the replay goes by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from server.exports.compose.canvas import HEIGHT, WIDTH, Box
from server.exports.compose.order import Layout
from signaling.content import Content, content_of
from signaling.reducer import masters, stage
from signaling.state import RoomState, SourceKind

#: One large picture of 16:9 and four small ones beside it fill the width without a seam.
HEAD, SMALL_WIDTH, SMALL_HEIGHT, MOST_SMALL = 48, 256, 144, 4
_LARGE = Box(0, HEAD, WIDTH - SMALL_WIDTH, MOST_SMALL * SMALL_HEIGHT)
#: Beneath them is room for words.
FOOT = Box(0, HEAD + _LARGE.height, WIDTH, HEIGHT - HEAD - _LARGE.height)
_WHOLE = Box(0, 0, WIDTH, HEIGHT)
#: One view alone, while there are words to show.
_ALONE = Box((WIDTH - _LARGE.width) // 2, HEAD, _LARGE.width, _LARGE.height)


@dataclass(frozen=True, slots=True)
class View:
    """A source's pictures; or, without one, what is drawn anew from what happened."""

    box: Box
    source: str = ""

    @property
    def member(self) -> str:
        return self.source.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Scene:
    """The views, the large one first. `content` is what is shown to everybody, if that is in a view."""

    views: tuple[View, ...]
    content: Content | None = None

    @property
    def has_words(self) -> bool:
        """Whether there is room for words above and below the views."""
        return not self.views or self.views[0].box != _WHOLE


def scene_of(state: RoomState, layout: Layout, sources: Collection[str]) -> Scene:
    """What is on the film while the room is so; `sources` are those that have pictures in the recording."""
    content = content_of(state) if layout != "teacher" else None
    if content is not None and content.kind == "picture" and content.id not in sources:
        content = None
    wanted = [content.id if content.kind == "picture" else ""] if content else []
    wanted += [source for source in _people(state) if source in sources]
    if layout == "teacher":
        teachers = _teachers(state)
        wanted = [source for source in wanted if source in teachers] or wanted
    shown = list(dict.fromkeys(wanted))
    alone = _WHOLE if state.questions.current is None else _ALONE
    return Scene(_placed(shown if layout == "lesson" else shown[:1], alone), content)


def _people(state: RoomState) -> list[str]:
    """Who has the stage, the teachers, and whoever is called on, the last one first."""
    called = [f"{member}/{SourceKind.CAMERA}" for member in reversed(state.floor)]
    named = [*([stage(state)] if stage(state) else []), *_teachers(state), *called]
    return [source for source in named if source and _is_seen(state, source)]


def _teachers(state: RoomState) -> list[str]:
    return [f"{member}/{SourceKind.CAMERA}" for member in masters(state)]


def _is_seen(state: RoomState, source: str) -> bool:
    found = state.sources.get(source)
    return found is not None and found.video


def _placed(shown: list[str], alone: Box) -> tuple[View, ...]:
    if len(shown) <= 1:
        return tuple(View(alone, source) for source in shown)
    small = [
        View(Box(_LARGE.width, HEAD + n * SMALL_HEIGHT, SMALL_WIDTH, SMALL_HEIGHT), source)
        for n, source in enumerate(shown[1 : MOST_SMALL + 1])
    ]
    return (View(_LARGE, shown[0]), *small)
