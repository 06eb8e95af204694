"""A lesson's courseware: what there is, what it is called, in which order, and the files of it."""

from __future__ import annotations

import re

from aiohttp import web

from server.auth.rights import Act
from server.courseware.shelf import CONVERT, LessonFull
from server.data import courseware, jobs
from server.data.models import LessonDocument
from server.web.coursewarecards import cards_of, earlier_card
from server.web.coursewareshapes import (
    DocumentCard,
    Documents,
    EarlierDocuments,
    NewTitle,
    WantedOrder,
)
from server.web.errors import ApiError
from server.web.gate import Access
from server.web.hashed_file import hashed_file
from server.web.lessons import lesson_for, rights_in
from server.web.readers import lesson_to_read
from server.web.routes import Call, Route
from server.web.shapes import Nothing
from server.web.shelf import SHELF
from server.web.shown import lesson_shown, watches

EARLIER = 200
_NAME = re.compile(r"[a-z0-9-]{1,40}\.(webp|json|mp4|m4a)")


async def list_documents(call: Call) -> Documents:
    """All of them, in order, those that are on their way included."""
    lesson = await lesson_to_read(call)
    return Documents(documents=await cards_of(call, lesson.id))


async def list_earlier(call: Call) -> EarlierDocuments:
    """What the same teacher's other lessons have, newest first, each content once."""
    lesson = await lesson_for(call, Act.PREPARE)
    async with call.context.database.session() as session:
        found = await courseware.earlier(session, lesson, EARLIER)
    once: dict[str | None, tuple[LessonDocument, str, int]] = {}
    for each in found:
        once.setdefault(each[0].content_id, each)
    return EarlierDocuments(documents=[earlier_card(*each) for each in once.values()])


async def rename_document(call: Call) -> DocumentCard:
    document = await _own(call)
    title: NewTitle = call.body
    async with call.context.database.session() as session:
        session.add(document)
        document.title = title.title
    return await _changed(call, document.id)


async def remove_document(call: Call) -> Nothing:
    """It goes from the list and from all screens; a recording that shows it keeps its files."""
    document = await _own(call)
    async with call.context.database.session() as session:
        session.add(document)
        document.removed_at = call.context.now_ms()
    await call.context.rooms.courseware_changed(document.lesson_id)
    return Nothing()


async def order_documents(call: Call) -> Documents:
    lesson = await lesson_for(call, Act.PREPARE)
    wanted: WantedOrder = call.body
    places = {id: place for place, id in enumerate(wanted.documents)}
    async with call.context.database.session() as session:
        found = await courseware.of_lesson(session, lesson.id)
        ordered = sorted(found, key=lambda document: places.get(document.id, len(places)))
        for position, document in enumerate(ordered):
            document.position = position
    return Documents(documents=await cards_of(call, lesson.id))


async def convert_again(call: Call) -> DocumentCard:
    """A conversion that has failed is tried once more."""
    document = await _own(call)
    async with call.context.database.session() as session:
        found = await jobs.newest(session, CONVERT, [document.content_id or ""])
    job = next(iter(found.values()), None)
    if job is None or not await call.request.app[SHELF].jobs.retry(job.id):
        raise ApiError("document_not_failed")
    return await _card(call, document.lesson_id, document.id)


async def take_earlier(call: Call) -> DocumentCard:
    """A document of another lesson that one may prepare comes into this one; its files are not copied."""
    lesson = await lesson_for(call, Act.PREPARE)
    async with call.context.database.session() as session:
        source = await courseware.anywhere(session, call.part("document"))
    if source is None or source.content is None or not source.content.is_ready:
        raise ApiError("no_such_document")
    await _check_source(call, source)
    try:
        document = await call.request.app[SHELF].take_over(lesson.id, source, call.person.actor)
    except LessonFull as full:
        raise ApiError("lesson_full", str(full)) from None
    return await _changed(call, document.id)


async def send_file(call: Call) -> web.StreamResponse:
    """A file of a document, with byte ranges; it never changes."""
    lesson = await lesson_shown(call)
    async with call.context.database.session() as session:
        document = await courseware.by_id(session, lesson.id, call.part("document"))
    if document is None or document.content is None:
        raise ApiError("no_such_document")
    if document.removed_at is not None and not await watches(call, lesson):
        # It is there for those alone who watch the recording in which it is seen.
        raise ApiError("no_such_document")
    name = call.part("name")
    file = next((each for each in document.content.files.get("files", ()) if each["name"] == name), None)
    path = call.request.app[SHELF].storage.content(document.content.sha256) / name
    if file is None or not _NAME.fullmatch(name) or not path.is_file():
        raise ApiError("no_such_file")
    return hashed_file(call.request, path, file["sha256"], file["type"])


async def _check_source(call: Call, source: LessonDocument) -> None:
    async with call.context.database.session() as session:
        lesson = await courseware.lesson_of(session, source)
        rights = await rights_in(session, call, [lesson])
    if not rights.may(Act.PREPARE, lesson):
        raise ApiError("no_such_document")


async def _own(call: Call) -> LessonDocument:
    """The document of the path, if the person may change it."""
    lesson = await lesson_for(call, Act.PREPARE)
    async with call.context.database.session() as session:
        document = await courseware.by_id(session, lesson.id, call.part("document"))
    if document is None or document.removed_at is not None:
        raise ApiError("no_such_document")
    return document


async def _changed(call: Call, document_id: str) -> DocumentCard:
    lesson_id = call.part("lesson")
    await call.context.rooms.courseware_changed(lesson_id)
    return await _card(call, lesson_id, document_id)


async def _card(call: Call, lesson_id: str, document_id: str) -> DocumentCard:
    found = [card for card in await cards_of(call, lesson_id) if card.id == document_id]
    if not found:
        raise ApiError("no_such_document")
    return found[0]


_READ = ("no_such_lesson", "forbidden", "bad_token", "terminal_revoked")
_WRITE = ("no_such_lesson", "forbidden")
_ONE = (*_WRITE, "no_such_document")
_LIST = "/api/lessons/{lesson}/courseware"

ROUTES = (
    Route(
        "GET", _LIST, list_documents, "A lesson's documents.", Access.READER, answer=Documents, errors=_READ
    ),
    Route(
        "GET",
        f"{_LIST}/earlier",
        list_earlier,
        "What the same teacher's other lessons have.",
        answer=EarlierDocuments,
        errors=_WRITE,
    ),
    Route(
        "PUT",
        f"{_LIST}/order",
        order_documents,
        "Put the documents into this order.",
        body=WantedOrder,
        answer=Documents,
        errors=_WRITE,
    ),
    Route(
        "POST",
        f"{_LIST}/from/{{document}}",
        take_earlier,
        "Take a document of another lesson into this one.",
        answer=DocumentCard,
        status=201,
        errors=(*_ONE, "lesson_full"),
    ),
    Route(
        "PATCH",
        f"{_LIST}/{{document}}",
        rename_document,
        "Give a document another title.",
        body=NewTitle,
        answer=DocumentCard,
        errors=_ONE,
    ),
    Route(
        "DELETE", f"{_LIST}/{{document}}", remove_document, "Remove a document.", answer=Nothing, errors=_ONE
    ),
    Route(
        "POST",
        f"{_LIST}/{{document}}/retry",
        convert_again,
        "Convert again what has failed.",
        answer=DocumentCard,
        errors=(*_ONE, "document_not_failed"),
    ),
    Route(
        "GET",
        f"{_LIST}/{{document}}/files/{{name}}",
        send_file,
        "A file of a document, with byte ranges.",
        Access.VIEWER,
        media="image/webp",
        errors=(*_READ, "no_such_document", "no_such_file"),
    ),
)
