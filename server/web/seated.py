"""Which pupil a request comes from, and whether that one has a seat in an open room."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from server.conductor import Conductor
from server.questions.links import LinkRefused, PlaceLink
from server.questions.passes import PassRefused, Pupil
from server.questions.seats import Sitting
from server.web.address import client_network
from server.web.errors import ApiError
from server.web.live import LIVE, Live
from server.web.pupilshapes import Entering
from server.web.routes import Call
from signaling.rate import Rates
from signaling.state import Role, RoomState
from signaling.tools.questions.state import MASTER_PLACE

#: Guesses of links and codes, by address.
WRONG_TRIES = web.AppKey("wrong_tries", Rates)
#: Of one address, which a whole school may share: so many at once, and so many in a second.
BURST, PER_SECOND = 100, 1.0


def add_tries(app: web.Application) -> None:
    """Hold whoever guesses to a rate."""
    app[WRONG_TRIES] = Rates(BURST, PER_SECOND)


@dataclass(frozen=True, slots=True)
class Seated:
    """A pupil whose phone has its seat in an open room."""

    pupil: Pupil
    conductor: Conductor
    sitting: Sitting


def place_name(state: RoomState, place: str) -> str | None:
    """How the people there call it; None if the lesson has no such place."""
    if place == MASTER_PLACE:
        masters = (member for member in state.members.values() if member.role is Role.MASTER)
        return next((member.place for member in masters), "")
    member = state.members.get(place)
    if member is None or member.role is not Role.RURAL:
        return None
    return " ".join(part for part in (member.place, member.name) if part)


def link_of(call: Call, live: Live, body: Entering, now: int) -> PlaceLink:
    try:
        return live.desk.links.read(body.link, now) if body.link else _by_code(live, body.code)
    except LinkRefused as refused:
        address = client_network(call.request, call.context.settings.http)
        if not call.request.app[WRONG_TRIES].take(address, now):
            raise ApiError("slow_down", retry_after=10) from None
        raise ApiError(refused.code) from None


def _by_code(live: Live, typed: str) -> PlaceLink:
    """The place of an open room whose code this is; of two that have the same neither is meant."""
    code = "".join(character for character in typed if character.isdigit())
    found = [
        link
        for conductor in live.rooms.rooms.values()
        for link in _links_of(conductor)
        if live.desk.links.code(link) == code
    ]
    if len(found) != 1:
        raise LinkRefused("no_such_answer_code")
    return found[0]


def _links_of(conductor: Conductor) -> list[PlaceLink]:
    members = conductor.room.state.members.values()
    places = [MASTER_PLACE, *(member.id for member in members if member.role is Role.RURAL)]
    return [PlaceLink(conductor.lesson, place) for place in places]


def room_of(live: Live, lesson: str) -> Conductor:
    """The lesson's open room: pupils don't open it."""
    conductor = live.rooms.rooms.get(lesson)
    if conductor is None or conductor.room.is_over:
        raise ApiError("lesson_not_open")
    return conductor


def seated_by(call: Call) -> Seated:
    kind, _, text = call.request.headers.get("Authorization", "").partition(" ")
    live, now = call.request.app[LIVE], call.context.now_ms()
    try:
        pupil = live.desk.passes.read(text.strip() if kind.lower() == "bearer" else "", now)
    except PassRefused as refused:
        raise ApiError(refused.code) from None
    conductor = room_of(live, pupil.lesson)
    sitting = sit(conductor, pupil, now)
    if not sitting.bucket.take(now):
        raise ApiError("slow_down", retry_after=5)
    return Seated(pupil, conductor, sitting)


def sit(conductor: Conductor, pupil: Pupil, now: int, *, anew: bool = False) -> Sitting:
    sitting = conductor.pupils.seats.sit(pupil, now, anew=anew)
    if isinstance(sitting, str):
        raise ApiError(sitting, retry_after=30 if sitting == "too_many_phones" else None)
    return sitting
