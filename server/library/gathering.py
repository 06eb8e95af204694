"""Gather what is known of a recording from all over the database, for its entry in the search."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import schools_of
from server.courseware.storage import Storage
from server.data import chapters, places, recordings, resources, searching
from server.data.models import Comment, Lesson, Recording, Resource, ResourceTag, School
from server.library import access
from server.library.search.combinations import EVERYBODY, Kind, Place
from server.library.search.document import Document, Piece
from server.library.search.lessontext import pieces
from server.library.standing import PUBLIC
from server.library.terms import FORMS, GRADES, LANGUAGES, both
from server.library.view import WHOLE, View

#: What is read of a lesson's cues.
_CUES = ("question_opened", "document_added", "page_shown", "clip_played", "chat_said", "chat_removed")
#: The most comments that are read; the newest count.
_MOST_COMMENTS = 500


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that the search knows of a recording."""

    recording: Recording
    resource: Resource
    kind: Kind
    place: Place
    schools: frozenset[str]
    audience: frozenset[str]
    document: Document


async def gather(session: AsyncSession, recording_id: str, storage: Storage) -> Gathered | None:
    """What the search knows of a recording; `None` of one that shall not be found by anybody."""
    recording = await recordings.by_id(session, recording_id)
    resource = await resources.of_recording(session, recording_id)
    if recording is None or resource is None or resource.trashed_at or resource.removed_at:
        return None
    lesson = recording.lesson
    school = await _school(session, lesson)
    return Gathered(
        recording,
        resource,
        Kind(
            resource.subject,
            resource.grade,
            lesson.form,
            resource.language,
            resource.scope or "private",
        ),
        Place(lesson.teacher_id or "", school.id if school else ""),
        schools_of(lesson),
        await _audience(session, resource),
        Document.of(
            [
                Piece("title", None, resource.title),
                *await _about(session, lesson, resource, school),
                *await _chapters(session, recording_id),
                *await _lesson_text(session, recording, resource, storage),
                *await _comments(session, recording_id),
            ]
        ),
    )


async def _school(session: AsyncSession, lesson: Lesson) -> School | None:
    """Where it was taught: the master classroom's school, else the teacher's."""
    if lesson.master is not None:
        return lesson.master.school
    if lesson.teacher is None or lesson.teacher.school_id is None:
        return None
    return await session.get(School, lesson.teacher.school_id)


async def _audience(session: AsyncSession, resource: Resource) -> frozenset[str]:
    if resource.scope is None:
        return frozenset()
    nodes = await access.audience(session, resource.recording_id)
    return nodes | {EVERYBODY} if resource.scope == PUBLIC else nodes


async def _about(
    session: AsyncSession, lesson: Lesson, resource: Resource, school: School | None
) -> list[Piece]:
    tags = select(ResourceTag.tag).where(ResourceTag.recording_id == resource.recording_id)
    words = (
        " · ".join(await _people_and_places(session, lesson, school)),
        " · ".join(filter(None, (resource.subject, both(GRADES, resource.grade), both(FORMS, lesson.form)))),
        " · ".join(await session.scalars(tags.order_by(ResourceTag.tag))),
        " · ".join(filter(None, (resource.curriculum, both(LANGUAGES, resource.language)))),
        resource.description,
    )
    return [Piece("about", None, each) for each in words]


async def _people_and_places(session: AsyncSession, lesson: Lesson, school: School | None) -> list[str]:
    names = [lesson.teacher.name] if lesson.teacher else []
    if school is not None:
        above = (await places.ancestors(session, [school.id])).get(school.id, frozenset())
        names += [school.name, *sorted((await places.names(session, above - {school.id})).values())]
    for each in lesson.places:
        names += [each.classroom.school.name, each.classroom.name]
    return list(dict.fromkeys(names))


async def _chapters(session: AsyncSession, recording_id: str) -> list[Piece]:
    """Those made by hand; what is computed is named by pages and questions, which are found themselves."""
    by_hand = await chapters.of_recording(session, recording_id)
    if by_hand is None:
        return []
    return [Piece("chapter", each["at_ms"], each.get("title", "")) for each in by_hand.chapters]


async def _lesson_text(
    session: AsyncSession, recording: Recording, resource: Resource, storage: Storage
) -> list[Piece]:
    lesson = recording.lesson
    cues = await searching.cues_of(session, lesson.id, _CUES)
    contents = await searching.contents_of(session, lesson.id)
    pages = await asyncio.to_thread(_read_pages, storage, contents)
    view = await _view(session, lesson, resource)
    return pieces(cues, recording.started_at, _text_of(pages), view)


async def _view(session: AsyncSession, lesson: Lesson, resource: Resource) -> View:
    """Words that a publication leaves out are found by nobody while it is published."""
    return WHOLE if resource.scope is None else await access.view(session, lesson, resource)


async def _comments(session: AsyncSession, recording_id: str) -> list[Piece]:
    """What is for everybody who sees the recording."""
    query = select(Comment.at_ms, Comment.text).where(
        Comment.recording_id == recording_id, Comment.visibility == "everybody", Comment.deleted_at.is_(None)
    )
    rows = await session.execute(query.order_by(Comment.created_at.desc()).limit(_MOST_COMMENTS))
    return [Piece("comment", at_ms, text) for at_ms, text in rows]


def _read_pages(storage: Storage, contents: Mapping[str, str]) -> dict[str, list[str]]:
    """The words of the pages of documents, by the documents' ids."""
    return {document: list(_pages(storage.content(sha256))) for document, sha256 in contents.items()}


def _pages(content: Path) -> Iterator[str]:
    try:
        made = json.loads((content / "text.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Pictures and clips have no words; of a file that was lost, the rest is indexed.
        return
    yield from (str(page) for page in made.get("pages", []))


def _text_of(pages: Mapping[str, list[str]]) -> Callable[[str, int], str]:
    def text(document: str, page: int) -> str:
        found = pages.get(document, [])
        return found[page - 1] if page <= len(found) else ""

    return text
