"""The lesson's films and sounds from its courseware: which part of the file belongs to which moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from server.exports.compose.pieces import Piece
from server.exports.compose.story import Story
from signaling.tools.courseware.state import Clip, DocumentKind

_FILES = {DocumentKind.VIDEO: "clip.mp4", DocumentKind.AUDIO: "clip.m4a"}

#: What a clip did from one second of the lesson to another.
_Span = tuple[float, float, Clip, Path]


class Clips:
    """The open clips of a lesson until `end` (seconds); `documents` are the folders of their files."""

    def __init__(self, story: Story, documents: Mapping[str, str], end: float) -> None:
        self._zero = story.started_at
        self._spans = list(_spans(story, documents, end))

    def pictures(self, document: str) -> list[Piece]:
        """Where the film moves, and where it stands still."""
        return [piece for span in self._of(document) for piece in self._both(span)]

    def sounds(self) -> dict[str, list[Piece]]:
        """What is heard of each document."""
        named = sorted({clip.document for _, _, clip, _ in self._spans})
        return {document: list(self._heard(document)) for document in named}

    def _heard(self, document: str) -> Iterator[Piece]:
        for span in self._of(document):
            yield from (piece for piece in self._both(span) if piece.still is None)

    def _of(self, document: str) -> list[_Span]:
        return [span for span in self._spans if span[2].document == document]

    def _both(self, span: _Span) -> Iterator[Piece]:
        start, end, clip, path = span
        position = clip.position_ms / 1000
        # It is begun a little later than it was ordered, on all screens at once.
        begins = (clip.at - self._zero) / 1000 if clip.playing else end
        if start < begins:
            yield Piece(path, start, min(begins, end), still=position)
        if begins < end:
            yield Piece(path, max(begins, start), end, shifts=((position, begins - position),))


def _spans(story: Story, documents: Mapping[str, str], end: float) -> Iterator[_Span]:
    open_clip: Clip | None = None
    since, path = 0.0, Path()
    for at, state in story.moments:
        clip = state.courseware.clip
        if clip == open_clip:
            continue
        if open_clip is not None and since < at:
            yield since, at, open_clip, path
        document = state.courseware.documents.get(clip.document) if clip else None
        folder = documents.get(clip.document) if clip else None
        name = _FILES.get(document.kind) if document else None
        open_clip = clip if folder and name else None
        since, path = at, Path(folder or "") / (name or "")
    if open_clip is not None and since < end:
        yield since, end, open_clip, path
