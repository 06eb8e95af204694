"""Decide about wishes for courseware."""

from __future__ import annotations

from signaling.tools.courseware.cues import ClipClosed, ClipPaused, ClipPlayed, CoursewareHidden, PageShown
from signaling.tools.courseware.state import Clip, CoursewareState, Document, ShownPage
from signaling.tools.courseware.wishes import CloseClip, HideCourseware, PauseClip, PlayClip, ShowPage
from signaling.tools.situation import Decide, Decision, Situation


def show_page(situation: Situation, wish: ShowPage) -> Decision:
    """Show a page that is there."""
    courseware = situation.state.courseware
    document = courseware.documents.get(wish.document)
    if document is None:
        return "document_gone"
    if document.duration_ms is not None:
        return "not_pages"
    if wish.page > document.pages:
        return "no_such_page"
    event = PageShown(document=wish.document, page=wish.page)
    return [] if _is_in_view(courseware, wish) else [event]


def hide_courseware(situation: Situation, wish: HideCourseware) -> Decision:
    return [CoursewareHidden()] if situation.state.courseware.shown else []


def play_clip(situation: Situation, wish: PlayClip) -> Decision:
    """Play from there on, on all screens at once: a little later, so that all have heard of it."""
    document = situation.state.courseware.documents.get(wish.document)
    if document is None:
        return "document_gone"
    if document.duration_ms is None:
        return "not_a_clip"
    position = _within(document, wish.position_ms)
    starts_at = situation.now + situation.settings.courseware.lead_ms
    return [ClipPlayed(document=wish.document, position_ms=position, starts_at=starts_at)]


def pause_clip(situation: Situation, wish: PauseClip) -> Decision:
    """Stop on all screens at the place where the clip is by the server's clock, or at the one wished for."""
    courseware = situation.state.courseware
    clip = courseware.clip
    if clip is None or (wish.position_ms is None and not clip.playing):
        return []
    position = position_of(clip, situation.now) if wish.position_ms is None else wish.position_ms
    return [ClipPaused(position_ms=_within(courseware.documents.get(clip.document), position))]


def close_clip(situation: Situation, wish: CloseClip) -> Decision:
    return [ClipClosed()] if situation.state.courseware.clip else []


def position_of(clip: Clip, now: int) -> int:
    """Where the clip is at `now`, in milliseconds; it may be past its end."""
    return clip.position_ms + (max(0, now - clip.at) if clip.playing else 0)


def _within(document: Document | None, position: int) -> int:
    end = document.duration_ms if document else None
    return position if end is None else min(position, end)


def _is_in_view(courseware: CoursewareState, wish: ShowPage) -> bool:
    """Nothing lies over the page that is wished for."""
    return courseware.clip is None and courseware.shown == ShownPage(document=wish.document, page=wish.page)


def may_present(situation: Situation) -> bool:
    """Who conducts the lesson, and in a research room whoever speaks."""
    speaks = situation.member in situation.state.floor
    return situation.is_master or (speaks and situation.state.conduct.form == "research")


def _of_presenters(decide: Decide) -> Decide:
    return lambda situation, wish: decide(situation, wish) if may_present(situation) else "not_allowed"


DECIDERS: dict[type, Decide] = {
    ShowPage: _of_presenters(show_page),
    HideCourseware: _of_presenters(hide_courseware),
    PlayClip: _of_presenters(play_clip),
    PauseClip: _of_presenters(pause_clip),
    CloseClip: _of_presenters(close_clip),
}
