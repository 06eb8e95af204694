"""What is said of a film when it is announced: checked before a byte of it is taken."""

from __future__ import annotations

from pydantic import ValidationError

from server.courseware.kinds import SUFFIXES, suffix_of
from server.data import people, places
from server.data.models import Duty, User
from server.imports.about import About
from server.web.bringing import IMPORTS
from server.web.errors import ApiError
from server.web.routes import Call

_TITLE = 120


def most_bytes(call: Call) -> int:
    """How large a film may be."""
    return call.context.settings.imports.max_file_mb << 20


def check_film(call: Call, name: str, length: int) -> None:
    """Raise `ApiError`: `no_film`, `film_too_large`, `disk_full`."""
    settings = call.context.settings.imports
    if SUFFIXES.get(suffix_of(name)) != "video":
        raise ApiError("no_film", name[:80])
    if length > most_bytes(call):
        raise ApiError("film_too_large", f"{length >> 20} MB > {settings.max_file_mb} MB")
    # What is made of it lies beside it for a while.
    if call.request.app[IMPORTS].storage.incoming.free_mb() < settings.min_free_mb + 2 * (length >> 20):
        raise ApiError("disk_full")


async def about_film(call: Call, name: str, said: dict[str, str]) -> About:
    """
    What is known of a film of that file name; `said` are the words of its announcement.

    Raises `ApiError`: `invalid_field`, and `forbidden` for a teacher who is not one's own to name.
    """
    title = said.get("title", "").strip() or name.rpartition(".")[0].strip() or name
    given: dict[str, str] = {key: said[key] for key in ("subject", "grade", "taught_at") if said.get(key)}
    teacher = await _teacher(call, said.get("teacher", ""))
    try:
        return About.model_validate(
            {**given, "title": title[:_TITLE], "teacher": teacher.id if teacher else None}, strict=False
        )
    except ValidationError as failure:
        place = ".".join(str(part) for part in failure.errors()[0]["loc"])
        raise ApiError("invalid_field", place) from None


async def _teacher(call: Call, login: str) -> User | None:
    """Whoever teaches in the film: oneself, or somebody of a school that one administers."""
    if not login:
        return call.person.user
    async with call.context.database.session() as session:
        found = await people.by_login(session, login)
        above = await places.ancestors(session, [found.school_id] if found and found.school_id else [])
    if found is None:
        raise ApiError("invalid_field", "teacher")
    scopes = call.person.scopes(Duty.ADMINISTRATOR)
    is_theirs = bool(found.school_id and above.get(found.school_id, frozenset()) & scopes)
    if not (call.person.is_operator or is_theirs or found.id == call.person.actor):
        raise ApiError("forbidden")
    return found
