"""Rubrics: presets, one's own, and those that a school or region shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.person import Person
from server.data import places, rubrics
from server.data.models import Duty, Rubric, ScopeKind
from server.library import access
from server.review.presets import presets
from server.review.rubric import RubricBody
from server.web.errors import ApiError, language
from server.web.routes import Call, Route
from server.web.rubricshapes import NamedScope, NewRubric, RubricCard, Rubrics
from server.web.shapes import Nothing


async def list_rubrics(call: Call) -> Rubrics:
    """Every rubric that the person may use."""
    user = call.person.user
    async with call.context.database.session() as session:
        mine = await rubrics.own(session, user.id) if user else []
        nodes = await access.nodes_of(session, call.person)
        others = await rubrics.shared_with(session, user.id, nodes) if user else []
        shareable = shareable_by(call.person)
        scopes_of = {each.scope_id for each in (*mine, *others) if each.scope_id}
        names = await places.names(session, shareable | scopes_of)
    cards = [_card(call, each, names) for each in [*mine, *others]]
    cards += [preset_card(id, body) for id, body in presets(language(call.request)).items()]
    scopes = [NamedScope(id=id, name=names[id]) for id in sorted(shareable & names.keys())]
    return Rubrics(rubrics=cards, scopes=scopes)


async def make_rubric(call: Call) -> RubricCard:
    """Keep a new rubric of one's own; a copy of another is made so too."""
    user = call.person.user
    if user is None or not call.person.has(*Duty):
        raise ApiError("forbidden")
    async with call.context.database.session() as session:
        if await rubrics.count_of(session, user.id) >= call.context.settings.review.rubrics:
            raise ApiError("too_many_rubrics")
        made = Rubric(owner_id=user.id, owner=user)
        _write(call, made)
        session.add(made)
        await session.flush()
        return _card(call, made, await _names(session, made))


async def change_rubric(call: Call) -> RubricCard:
    """Change one's own; rounds keep it as it was when they were made."""
    async with call.context.database.session() as session:
        found = await _own(session, call)
        _write(call, found)
        await session.flush()
        return _card(call, found, await _names(session, found))


async def delete_rubric(call: Call) -> Nothing:
    """Forget one's own; rounds keep it."""
    async with call.context.database.session() as session:
        await session.delete(await _own(session, call))
        return Nothing()


async def rubric_for(session: AsyncSession, call: Call, rubric_id: str) -> RubricBody:
    """A rubric that the person may use, without its place in the list. Raises `ApiError` `no_such_rubric`."""
    preset = presets(language(call.request)).get(rubric_id)
    if preset is not None:
        return preset
    found = await rubrics.by_id(session, rubric_id)
    user = call.person.user
    if found is None or user is None:
        raise ApiError("no_such_rubric")
    if found.owner_id != user.id and found.scope_id not in await access.nodes_of(session, call.person):
        raise ApiError("no_such_rubric")
    return body_of(found)


def shareable_by(person: Person) -> frozenset[str]:
    """The schools and regions with which the person may share: the own school and those of the grants."""
    granted = {grant.scope_id for grant in person.grants if grant.scope_kind != ScopeKind.CLASSROOM}
    own = {person.user.school_id} if person.user and person.user.school_id else set()
    return frozenset(granted | own)


def body_of(found: Rubric) -> RubricBody:
    return RubricBody.model_validate({"title": found.title, "text": found.text, "items": found.items})


def preset_card(id: str, body: RubricBody) -> RubricCard:
    return RubricCard(
        **dict(body), id=id, preset=True, mine=False, owner=None, scope=None, scope_name="", changed_at=None
    )


def _card(call: Call, found: Rubric, names: Mapping[str, str]) -> RubricCard:
    user = call.person.user
    return RubricCard(
        **dict(body_of(found)),
        id=found.id,
        preset=False,
        mine=user is not None and found.owner_id == user.id,
        owner=found.owner.name if found.owner else None,
        scope=found.scope_id,
        scope_name=names.get(found.scope_id or "", ""),
        changed_at=found.changed_at,
    )


def _write(call: Call, rubric: Rubric) -> None:
    body: NewRubric = call.body
    if body.scope is not None and body.scope not in shareable_by(call.person):
        raise ApiError("forbidden")
    rubric.title, rubric.text, rubric.scope_id = body.title, body.text, body.scope
    rubric.items = [item.model_dump(mode="json") for item in body.items]
    rubric.changed_at = call.context.now_ms()


async def _own(session: AsyncSession, call: Call) -> Rubric:
    found = await rubrics.by_id(session, call.part("rubric"))
    if found is None or call.person.user is None or found.owner_id != call.person.user.id:
        raise ApiError("no_such_rubric")
    return found


async def _names(session: AsyncSession, *found: Rubric) -> Mapping[str, str]:
    ids: Sequence[str] = [each.scope_id for each in found if each.scope_id]
    return await places.names(session, ids)


_ONE = ("no_such_rubric", "forbidden")

ROUTES = (
    Route("GET", "/api/rubrics", list_rubrics, "Rubrics that one may score by.", answer=Rubrics),
    Route(
        "POST",
        "/api/rubrics",
        make_rubric,
        "Keep a new rubric.",
        body=NewRubric,
        answer=RubricCard,
        status=201,
        errors=("forbidden", "too_many_rubrics"),
    ),
    Route(
        "PUT",
        "/api/rubrics/{rubric}",
        change_rubric,
        "Change a rubric as a whole; rounds keep it as it was.",
        body=NewRubric,
        answer=RubricCard,
        errors=_ONE,
    ),
    Route("DELETE", "/api/rubrics/{rubric}", delete_rubric, "Forget a rubric.", answer=Nothing, errors=_ONE),
)
