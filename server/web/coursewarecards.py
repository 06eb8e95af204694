"""How a lesson's documents look in the REST interface."""

from __future__ import annotations

from collections.abc import Sequence

from server.courseware.documents import state_of
from server.courseware.shelf import CONVERT
from server.courseware.words import said
from server.data import courseware, jobs
from server.data.models import Job, LessonDocument
from server.web.coursewareshapes import DocumentCard, EarlierDocument
from server.web.errors import language
from server.web.routes import Call
from server.web.shapes import ErrorText
from server.web.shelf import SHELF


async def cards_of(call: Call, lesson_id: str) -> list[DocumentCard]:
    """Every document of the lesson, in order."""
    async with call.context.database.session() as session:
        found = await courseware.of_lesson(session, lesson_id)
        unready = [each.content_id for each in found if each.content and not each.content.is_ready]
        running = await jobs.newest(session, CONVERT, [id for id in unready if id])
    return _described(call, found, running)


def _described(call: Call, found: Sequence[LessonDocument], running: dict[str, Job]) -> list[DocumentCard]:
    return [_document_card(call, each, running.get(each.content_id or "")) for each in found]


def _document_card(call: Call, document: LessonDocument, job: Job | None) -> DocumentCard:
    content, state = document.content, state_of(document, job)
    ready = content if content is not None and content.is_ready else None
    return DocumentCard.model_validate(
        {
            "id": document.id,
            "kind": ready.kind if ready else document.kind,
            "title": document.title,
            "state": state,
            "progress": _progress(call, document, job, state),
            "error": _words(call, job) if state == "failed" else None,
            "pages": ready.pages if ready else 0,
            "width": ready.width if ready else 0,
            "height": ready.height if ready else 0,
            "duration_ms": ready.duration_ms if ready else None,
            "bytes": ready.bytes if ready else document.length,
            "files": ready.files.get("files", []) if ready else [],
        }
    )


def _progress(call: Call, document: LessonDocument, job: Job | None, state: str) -> float:
    shelf = call.request.app[SHELF]
    if state == "uploading":
        return min(1.0, shelf.storage.incoming.received(document.id) / max(1, document.length))
    if state == "converting" and job is not None:
        return shelf.jobs.progress(job.id)
    return 1.0 if state == "ready" else 0.0


def _words(call: Call, job: Job | None) -> ErrorText:
    code = (job.error if job else None) or "internal"
    text, todo = said(code, language(call.request))
    return ErrorText(code=code, text=text, todo=todo)


def earlier_card(document: LessonDocument, lesson_title: str, starts_at: int) -> EarlierDocument:
    """A document that is ready, with the title and the begin of its lesson."""
    content = document.content
    assert content is not None, "only what is ready is listed"
    return EarlierDocument.model_validate(
        {
            "id": document.id,
            "kind": content.kind,
            "title": document.title,
            "pages": content.pages,
            "duration_ms": content.duration_ms,
            "bytes": content.bytes,
            "lesson": document.lesson_id,
            "lesson_title": lesson_title,
            "starts_at": starts_at,
        }
    )
