"""Cut a span out of a recording without copying it: its manifest, its fragments, its cues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from media.recording.journal import FragmentLine, Journal
from media.recording.manifest import Gap, Manifest, ManifestTake
from signaling.cues import Cue
from signaling.reducer import reduce
from signaling.state import RoomState
from signaling.tools.chat.state import ChatState

Window = tuple[int, int]
#: A document, and which of its pages; `None` is its film or sound.
Content = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Span:
    """From and to, in milliseconds since the recording's start."""

    from_ms: int
    to_ms: int

    def touches(self, start_ms: float, duration_ms: float) -> bool:
        return start_ms < self.to_ms and start_ms + duration_ms > self.from_ms


@dataclass(frozen=True, slots=True)
class Course:
    """The state that a span begins with, and the cues in it."""

    snapshot: RoomState
    cues: list[Cue]


def cut_manifest(manifest: Manifest, span: Span, title: str) -> Manifest:
    """The takes of the span alone, on the clock of the whole lesson, which seems to end with the span."""
    takes = [
        _cut_take(take, span) for take in manifest.takes if span.touches(take.start_ms, take.duration_ms)
    ]
    started = manifest.started_at
    return manifest.model_copy(
        update={
            "title": title,
            "takes": takes,
            "duration_ms": span.to_ms,
            "ended_at": None if started is None else started + span.to_ms,
            "complete": True,
        }
    )


def fragments_of(journal: Journal, offset_ms: float, span: Span) -> Sequence[FragmentLine]:
    """
    The fragments of a take that a player needs for the span, one after the other.

    They begin with the keyframe before it, which may lie some seconds earlier; `offset_ms` is the take's.
    """
    parts = journal.fragments
    inside = [n for n, part in enumerate(parts) if span.touches(part.start_ms + offset_ms, part.duration_ms)]
    if not inside:
        return ()
    first = next((n for n in range(inside[0], -1, -1) if parts[n].keyframe), inside[0])
    return parts[first : inside[-1] + 1]


def windows_of(journal: Journal, offset_ms: float, span: Span) -> Sequence[Window]:
    """The bytes of a take's file that the span is made of, as `(first, end)`: init section, fragments."""
    parts = fragments_of(journal, offset_ms, span)
    if journal.init is None or not parts:
        return ()
    init = (journal.init.offset, journal.init.offset + journal.init.size)
    media = (parts[0].offset, parts[-1].offset + parts[-1].size)
    return ((init[0], media[1]),) if init[1] == media[0] else (init, media)


def lies_within(windows: Sequence[Window], first: int, end: int) -> bool:
    """Whether the bytes from `first` to before `end` may be served."""
    return any(start <= first < end <= stop for start, stop in windows)


def course_of(cues: Sequence[Cue], empty: RoomState, started_at: int, span: Span) -> Course:
    """
    What the span begins with, and what happens in it; `started_at` is the recording's, Unix ms.

    What was written in the chat before is no part of it. Some milliseconds a thousand cues: in a thread.
    """
    state, inside = empty, []
    for cue in cues:
        at = cue.at - started_at
        if at <= span.from_ms:
            state = reduce(state, cue)
        elif at <= span.to_ms:
            inside.append(cue)
    chat = ChatState(mode=state.chat.mode)
    return Course(state.model_copy(update={"chat": chat}), inside)


def _cut_take(take: ManifestTake, span: Span) -> ManifestTake:
    start, end = max(take.start_ms, span.from_ms), min(take.start_ms + take.duration_ms, span.to_ms)
    gaps = [gap for gap in take.gaps if _lies_in(gap, span)]
    return take.model_copy(
        update={"start_ms": start, "duration_ms": end - start, "gaps": gaps, "open": False, "end": "finished"}
    )


def _lies_in(gap: Gap, span: Span) -> bool:
    return span.touches(gap.start_ms, gap.duration_ms)


def content_in(
    cues: Sequence[Cue], empty: RoomState, started_at: int, spans: Sequence[Span]
) -> frozenset[Content]:
    """The pages and films that are on the screens at any moment of the spans; `started_at` as `course_of`."""
    last = max((span.to_ms for span in spans), default=-1)
    state, since, found = empty, 0, set[Content]()
    for cue in cues:
        at = cue.at - started_at
        if any(since <= span.to_ms and span.from_ms < at for span in spans):
            found |= _on_screens(state)
        if at > last:
            return frozenset(found)
        state, since = reduce(state, cue), at
    return frozenset(found | _on_screens(state)) if since <= last else frozenset(found)


def _on_screens(state: RoomState) -> set[Content]:
    shown, film = state.courseware.shown, state.courseware.clip
    return ({(shown.document, shown.page)} if shown else set()) | ({(film.document, None)} if film else set())
