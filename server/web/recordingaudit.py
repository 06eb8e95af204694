"""Who has looked at a recording, fetched from it, or changed how it is kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import audit, people, places
from server.data.models import AuditEntry
from server.library.keeping import ACTOR as RETENTION
from server.web.admission import admitted
from server.web.errors import Language, language
from server.web.paging import PAGE_QUERY, page_of, pages_of
from server.web.publicationshapes import AuditLine, AuditPage
from server.web.routes import Call, Route
from server.web.views import NOBODY

PAGE = 50
_OPERATOR = "operator"
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "zh-CN": {_OPERATOR: "值班员", NOBODY: "未登录的访客", RETENTION: "保存期限"},
    "en": {_OPERATOR: "operator", NOBODY: "a visitor without an account", RETENTION: "the rule of retention"},
}


async def show_audit(call: Call) -> AuditPage:
    """A page of the audit that is about the recording, for those who keep it."""
    found, page = await admitted(call, Act.AUDIT), page_of(call)
    async with call.context.database.session() as session:
        total, entries = await audit.about(session, found.recording.id, (page - 1) * PAGE, PAGE)
        names = await _names(session, {entry.actor for entry in entries})
    names |= _WORDS[language(call.request)]
    lines = [_line(entry, names) for entry in entries]
    return AuditPage(total=total, page=page, pages=pages_of(total, PAGE), entries=lines)


async def _names(session: AsyncSession, actors: Collection[str]) -> dict[str, str]:
    """Of people, and of classrooms that have watched it in a room; by whatever the audit calls them."""
    ids = {actor: actor.removesuffix("-observer") for actor in actors}
    known = await people.names(session, ids.values()) | await places.names(session, ids.values())
    return {actor: known[id] for actor, id in ids.items() if id in known}


def _line(entry: AuditEntry, names: Mapping[str, str]) -> AuditLine:
    detail = {key: str(value) for key, value in entry.detail.items()}
    by = names.get(entry.actor, entry.actor)
    return AuditLine(at=entry.at, by=by, action=entry.action, detail=detail)


ROUTES = (
    Route(
        "GET",
        "/api/resources/{recording}/audit",
        show_audit,
        "Who has looked at the recording.",
        answer=AuditPage,
        queries=(PAGE_QUERY,),
        errors=("no_such_recording", "recording_removed", "forbidden", "invalid_field"),
    ),
)
