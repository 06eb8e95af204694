"""Scores of a review round: each member's own sheets, the others' when they may be read, the summary."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from server.auth.rights import Act
from server.data import rounds
from server.data.models import ReviewRound, ScoreSheet
from server.review import results
from server.review.rounds import is_member, rubric_of, standing_of, submitted
from server.review.sheet import Sheet, fits, total
from server.review.workbook import summary_workbook
from server.web.admission import admitted
from server.web.attachment import attachment
from server.web.errors import ApiError, language
from server.web.noting import note
from server.web.roundcards import round_summary, sheet_card
from server.web.rounds import own_round, round_for, takes_part, whole
from server.web.roundshapes import Returning, RoundSummary, SheetCard, Sheets
from server.web.routes import Call, Query, Route
from server.web.shapes import Nothing

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def list_scores(call: Call) -> Sheets:
    """One's own sheets; of one recording also the others' submitted ones when the round is revealed."""
    wanted, now = call.request.query.get("recording", ""), call.context.now_ms()
    async with call.context.database.session() as session:
        found = await round_for(session, call)
        own = [each for each in found.sheets if call.person.user and each.user_id == call.person.user.id]
        sheets = [each for each in own if wanted in ("", each.recording_id)]
        if wanted and standing_of(found).is_revealed(now):
            sheets += [each for each in submitted(found, wanted) if each not in own]
            note(session, call, "read_scores", found.id, recording=wanted)
    return Sheets(sheets=[sheet_card(found, each, call.person) for each in sheets])


async def write_scores(call: Call) -> SheetCard:
    """Keep one's own sheet as a draft."""
    body: Sheet = call.body
    async with call.context.database.session() as session:
        found, user_id = await _scoring(session, call)
        if not fits(body, rubric_of(found)):
            raise ApiError("bad_score")
        stored = await rounds.sheet_of(session, found.id, call.part("recording"), user_id)
        if stored is None:
            stored = ScoreSheet(round_id=found.id, recording_id=call.part("recording"), user_id=user_id)
            session.add(stored)
        if stored.submitted_at is not None:
            raise ApiError("sheet_submitted")
        stored.sheet, stored.total = body.model_dump(mode="json"), total(body, rubric_of(found))
        stored.changed_at = call.context.now_ms()
        return sheet_card(found, stored, call.person)


async def submit_scores(call: Call) -> SheetCard:
    """Hand one's own sheet in: it counts from now on and is not changed any more."""
    now = call.context.now_ms()
    async with call.context.database.session() as session:
        found, user_id = await _scoring(session, call)
        stored = await rounds.sheet_of(session, found.id, call.part("recording"), user_id)
        if stored is None or stored.total is None:
            raise ApiError("sheet_incomplete")
        stored.submitted_at = stored.submitted_at or now
        await session.flush()
        note(session, call, "submit_scores", found.id, recording=stored.recording_id)
        await results.settle_sheet(session, found, stored, now)
        return sheet_card(found, stored, call.person)


async def return_scores(call: Call) -> Nothing:
    """Give a submitted sheet back to its author: whoever has made the round."""
    body: Returning = call.body
    async with call.context.database.session() as session:
        found = await own_round(session, call)
        stored = await rounds.sheet_of(session, found.id, call.part("recording"), body.member)
        if stored is None:
            raise ApiError("no_such_person")
        stored.submitted_at = None
        await session.flush()
        note(session, call, "return_scores", found.id, member=body.member)
        await results.settle_sheet(session, found, stored, call.context.now_ms())
        return Nothing()


async def show_summary(call: Call) -> RoundSummary:
    """Means and spreads per item, and all notes; not before the round is revealed."""
    async with call.context.database.session() as session:
        found = await rounds.by_id(session, call.part("round"))
    if found is None:
        raise ApiError("no_such_round")
    wanted = await _readable(call, found)
    if not wanted:
        raise ApiError("no_such_round")
    if not standing_of(found).is_revealed(call.context.now_ms()):
        raise ApiError("round_blind")
    async with call.context.database.session() as session:
        note(session, call, "read_summary", found.id)
        return round_summary(found, await whole(session, call, found.id), wanted)


async def export_summary(call: Call) -> web.Response:
    """The same as a workbook, in the language of the request."""
    summary = await show_summary(call)
    made = await asyncio.to_thread(summary_workbook, summary, language(call.request))
    return _file(made, XLSX, f"{summary.round.title}.xlsx")


async def print_summary(call: Call) -> web.Response:
    """The same on paper, in the language of the request."""
    # Whoever never prints need not have the library in memory, which is some megabytes.
    from server.review.report import summary_pdf

    summary, zone = await show_summary(call), ZoneInfo(call.context.settings.site.timezone)
    made = await asyncio.to_thread(summary_pdf, summary, language(call.request), zone)
    return _file(made, PDF, f"{summary.round.title}.pdf")


def _file(made: bytes, type: str, name: str) -> web.Response:
    headers = {"Content-Disposition": attachment(name), "Cache-Control": "no-store"}
    return web.Response(body=made, content_type=type, headers=headers)


async def _scoring(session: AsyncSession, call: Call) -> tuple[ReviewRound, str]:
    """The round in which the person may score the recording of the path now, and the person's id."""
    found = await round_for(session, call)
    if not is_member(found, call.person) or call.person.user is None:
        raise ApiError("forbidden")
    if all(each.recording_id != call.part("recording") for each in found.recordings):
        raise ApiError("no_such_recording")
    if standing_of(found).is_over(call.context.now_ms()):
        raise ApiError("round_over")
    return found, call.person.user.id


async def _readable(call: Call, found: ReviewRound) -> frozenset[str]:
    """The recordings whose results the person may read: all in one's rounds, else what one may edit."""
    every = frozenset(each.recording_id for each in found.recordings)
    if takes_part(call, found):
        return every
    return frozenset([recording for recording in every if await _edits(call, recording)])


async def _edits(call: Call, recording: str) -> bool:
    try:
        await admitted(call, Act.EDIT, recording)
    except ApiError:
        return False
    return True


_BASE = "/api/rounds/{round}"
_SCORE = ("no_such_round", "no_such_recording", "forbidden", "round_over")
_SUMMARY = ("no_such_round", "round_blind")

ROUTES = (
    Route(
        "GET",
        f"{_BASE}/scores",
        list_scores,
        "Score sheets that one may read.",
        answer=Sheets,
        errors=("no_such_round",),
        queries=(Query("recording", "Of one recording, also the others' sheets.", r"^[a-z2-7]{12}$"),),
    ),
    Route(
        "PUT",
        f"{_BASE}/scores/{{recording}}",
        write_scores,
        "Keep one's own sheet as a draft.",
        body=Sheet,
        answer=SheetCard,
        errors=(*_SCORE, "bad_score", "sheet_submitted"),
    ),
    Route(
        "POST",
        f"{_BASE}/scores/{{recording}}/submit",
        submit_scores,
        "Submit one's own sheet.",
        answer=SheetCard,
        errors=(*_SCORE, "sheet_incomplete"),
    ),
    Route(
        "POST",
        f"{_BASE}/scores/{{recording}}/return",
        return_scores,
        "Give a submitted sheet back to its author.",
        body=Returning,
        answer=Nothing,
        errors=("no_such_round", "forbidden", "no_such_person"),
    ),
    Route(
        "GET",
        f"{_BASE}/summary",
        show_summary,
        "What came of a round, per item.",
        answer=RoundSummary,
        errors=_SUMMARY,
    ),
    Route(
        "GET",
        f"{_BASE}/summary.xlsx",
        export_summary,
        "The same as a workbook.",
        media=XLSX,
        errors=_SUMMARY,
    ),
    Route(
        "GET",
        f"{_BASE}/summary.pdf",
        print_summary,
        "The same for printing.",
        media=PDF,
        errors=_SUMMARY,
    ),
)
