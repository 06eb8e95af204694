"""What was written in a lesson, and when: pages at the moment they were shown, chat, questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from server.library.search.document import Piece
from server.library.view import View, told
from signaling.cues import Cue
from signaling.tools.chat.cues import ChatRemoved, ChatSaid
from signaling.tools.courseware.cues import ClipPlayed, DocumentAdded, PageShown
from signaling.tools.questions.cues import QuestionOpened

#: The words of page `page` (from 1) of a document; empty where there are none.
PageText = Callable[[str, int], str]


def pieces(cues: Sequence[Cue], started_at: int, page_text: PageText, view: View) -> list[Piece]:
    """
    Everything that was written, as those may read it who see the recording through `view`.

    Questions come before pages and the chat: of a very long lesson the last is left out first.
    """
    heard = [each for cue in cues if (each := told(cue, view)) is not None]
    return [
        *_questions(heard, started_at),
        *_pages(heard, started_at, page_text),
        *_chat(heard, started_at),
    ]


def _questions(cues: Iterable[Cue], started_at: int) -> Iterator[Piece]:
    for cue in cues:
        if isinstance(cue.event, QuestionOpened):
            question = cue.event.question
            text = " ".join((question.text, *question.options))
            yield Piece("question", _moment(cue, started_at), text)


def _pages(cues: Iterable[Cue], started_at: int, page_text: PageText) -> Iterator[Piece]:
    """Each page when it was shown first, each clip by its title when it was played first."""
    shown: set[tuple[str, int]] = set()
    titles: dict[str, str] = {}
    for cue in cues:
        match cue.event:
            case DocumentAdded(document=document):
                titles[document.id] = document.title
            case PageShown(document=document, page=page) if (document, page) not in shown:
                shown.add((document, page))
                yield Piece("slide", _moment(cue, started_at), page_text(document, page))
            case ClipPlayed(document=document) if (document, 0) not in shown:
                shown.add((document, 0))
                yield Piece("slide", _moment(cue, started_at), titles.get(document, ""))


def _chat(cues: Sequence[Cue], started_at: int) -> Iterator[Piece]:
    removed = {cue.event.n for cue in cues if isinstance(cue.event, ChatRemoved)}
    for cue in cues:
        if isinstance(cue.event, ChatSaid) and cue.n not in removed:
            yield Piece("chat", _moment(cue, started_at), cue.event.text)


def _moment(cue: Cue, started_at: int) -> int:
    return max(0, cue.at - started_at)
