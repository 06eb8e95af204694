"""Divide a recording into chapters by what happened in the lesson: pages, questions, the floor, screens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import Field

from server.library.course import Step
from signaling.cues import FloorGiven, SourceAdded
from signaling.shape import Shape
from signaling.state import SourceKind
from signaling.tools.board.cues import BoardShown
from signaling.tools.courseware.cues import ClipPlayed, PageShown
from signaling.tools.playback.cues import PlaybackOpened
from signaling.tools.questions.cues import QuestionOpened
from signaling.tools.questions.state import QuestionKind

Kind = Literal[
    "start", "document", "page", "question", "race", "floor", "screen", "board", "clip", "playback", "hand"
]

#: No chapter is shorter, and a lesson has no more of them than anybody reads through.
SHORTEST_MS = 30_000
MOST = 24
MOST_BY_HAND = 200
_LONGEST_TITLE = 80


class Chapter(Shape):
    """
    One chapter, from `at_ms` of the lesson clock to the next.

    Its name in words is made of `kind`, `n` (the page, the number of the question) and `title` (of the
    document, the classroom, the question); `hand` is one whose title was written by somebody.
    """

    at_ms: Annotated[int, Field(ge=0, lt=2**40)]
    kind: Kind
    n: Annotated[int, Field(ge=0, le=100_000)] = 0
    title: Annotated[str, Field(max_length=200)] = ""


#: What makes the better chapter where two are too close, the best first.
_RANKS: dict[Kind, int] = {
    "question": 0,
    "race": 0,
    "playback": 0,
    "clip": 1,
    "screen": 1,
    "document": 1,
    "floor": 2,
    "board": 3,
    "page": 4,
}


def computed(course: Iterable[Step], duration_ms: int) -> list[Chapter]:
    """The chapters of a lesson, in order; the first one begins at 0."""
    shortest = max(SHORTEST_MS, duration_ms // MOST)
    chosen = [Chapter(at_ms=0, kind="start")]
    candidates = [each for each in _candidates(course) if each.at_ms < duration_ms]
    for each in sorted(candidates, key=lambda chapter: (_RANKS[chapter.kind], chapter.at_ms)):
        if all(abs(each.at_ms - other.at_ms) >= shortest for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda chapter: chapter.at_ms)


def _candidates(course: Iterable[Step]) -> Iterator[Chapter]:
    asked = 0
    for step in course:
        if isinstance(step.event, QuestionOpened):
            asked += 1
            found: Found = _question(step.event, asked)
        else:
            find = _FINDERS.get(type(step.event))
            found = find(step, step.event) if find is not None else None
        if found is not None and step.at_ms >= 0:
            kind, n, title = found
            yield Chapter(at_ms=step.at_ms, kind=kind, n=n, title=title[:_LONGEST_TITLE])


#: Kind, number and title.
Found = tuple[Kind, int, str] | None


def _question(event: QuestionOpened, asked: int) -> Found:
    is_race = event.question.kind is QuestionKind.RACE
    return "race" if is_race else "question", asked, event.question.text


def _page(step: Step, event: PageShown) -> Found:
    documents, before = step.after.courseware.documents, step.before.courseware.shown
    title = documents[event.document].title if event.document in documents else ""
    if before is None or before.document != event.document:
        return "document", event.page, title
    return ("page", event.page, title) if before.page != event.page else None


def _floor(step: Step, event: FloorGiven) -> Found:
    if event.member in step.before.floor:
        return None
    return "floor", 1, _name(step, event.member)


def _screen(step: Step, event: SourceAdded) -> Found:
    source = event.source
    if source.kind is not SourceKind.SCREEN or source.id in step.before.sources:
        return None
    return "screen", 1, _name(step, source.member)


def _board(step: Step, event: BoardShown) -> Found:
    return ("board", 1, "") if step.before.board.shown is None else None


def _clip(step: Step, event: ClipPlayed) -> Found:
    before = step.before.courseware.clip
    if before is not None and before.document == event.document:
        return None
    document = step.after.courseware.documents.get(event.document)
    return "clip", 1, document.title if document else ""


def _playback(step: Step, event: PlaybackOpened) -> Found:
    playable = step.after.playback.recordings.get(event.recording)
    return "playback", 1, playable.title if playable else ""


def _name(step: Step, member: str) -> str:
    who = step.after.members.get(member)
    return who.name if who else ""


_FINDERS: dict[type[Any], Callable[[Step, Any], Found]] = {
    PageShown: _page,
    FloorGiven: _floor,
    SourceAdded: _screen,
    BoardShown: _board,
    ClipPlayed: _clip,
    PlaybackOpened: _playback,
}
