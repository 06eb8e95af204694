"""A lesson's document as its room knows it, and how far another one is on its way there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from server.data import courseware
from server.data.models import Job, LessonDocument
from signaling.tools.courseware.state import Document, DocumentKind


async def room_documents(session: AsyncSession, lesson_id: str) -> list[Document]:
    """What the lesson can show now."""
    found = await courseware.of_lesson(session, lesson_id)
    return [room_document(each) for each in found if each.content is not None and each.content.is_ready]


def room_document(document: LessonDocument) -> Document:
    """A document that is ready."""
    content = document.content
    assert content is not None and content.is_ready, "only what is ready goes into a room"
    return Document(
        id=document.id,
        kind=DocumentKind(content.kind),
        title=document.title,
        pages=content.pages,
        width=content.width,
        height=content.height,
        duration_ms=content.duration_ms,
        bytes=content.bytes,
    )


def state_of(document: LessonDocument, job: Job | None) -> str:
    """`uploading`, `waiting`, `converting`, `ready` or `failed`; `job` is its content's newest."""
    if document.content is None:
        return "uploading"
    if document.content.is_ready:
        return "ready"
    states = {"running": "converting", "failed": "failed", "cancelled": "failed"}
    return states.get(job.state, "waiting") if job else "waiting"


def size_of(documents: Sequence[LessonDocument]) -> int:
    """Bytes that a lesson's documents take, those on their way included."""
    return sum(each.content.bytes if each.content else each.length for each in documents)
