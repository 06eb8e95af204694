"""What came of a round: its summary by recording, and the score that the library sorts by."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from server.data import resources, rounds
from server.data.models import ReviewRound, ScoreSheet
from server.review.rounds import rubric_of, standing_of, submitted
from server.review.sheet import Sheet
from server.review.summary import Summary, summarise


@dataclass(frozen=True, slots=True)
class Note:
    """What a member wrote: `item` is `None` for the whole lesson, `at_ms` for no moment of it."""

    user_id: str
    item: str | None
    at_ms: int | None
    points: float | None
    text: str


def summary_of(found: ReviewRound, recording_id: str) -> Summary:
    """The summary of one recording from the submitted sheets."""
    sheets = [(sheet_of(each), each.total or 0.0) for each in submitted(found, recording_id)]
    return summarise(rubric_of(found), sheets)


def notes_of(found: ReviewRound, recording_id: str) -> Sequence[Note]:
    """All words of the submitted sheets: of items, of moments in their order, of the whole."""
    return [note for each in submitted(found, recording_id) for note in _notes(each)]


def sheet_of(stored: ScoreSheet) -> Sheet:
    return Sheet.model_validate(stored.sheet)


async def settle(session: AsyncSession, recording_id: str, now: int) -> None:
    """Give the library the mean of all totals that may be read: those of revealed rounds."""
    resource = await resources.of_recording(session, recording_id)
    if resource is None:
        return
    totals = [
        sheet.total
        for found in await rounds.of_recording(session, recording_id)
        if standing_of(found).is_revealed(now)
        for sheet in submitted(found, recording_id)
        if sheet.total is not None
    ]
    resource.score = round(statistics.fmean(totals), 2) if totals else None
    resource.scores = len(totals)


async def settle_sheet(session: AsyncSession, found: ReviewRound, sheet: ScoreSheet, now: int) -> None:
    """A sheet has come or was given back: in a blind round that may reveal or hide all the others."""
    recordings = [each.recording_id for each in found.recordings] if found.blind else [sheet.recording_id]
    for recording in recordings:
        await settle(session, recording, now)


async def settle_due(session: AsyncSession, now: int) -> str | None:
    """Settle one round whose deadline has passed; its id, or `None` when there is none left."""
    found = await rounds.due(session, now)
    if found is None:
        return None
    for each in found.recordings:
        await settle(session, each.recording_id, now)
    found.settled_at = now
    return found.id


def _notes(stored: ScoreSheet) -> Iterator[Note]:
    sheet, who = sheet_of(stored), stored.user_id
    for item, score in sheet.items.items():
        if score.text:
            yield Note(who, item, None, score.points, score.text)
    for moment in sorted(sheet.moments, key=lambda moment: moment.at_ms):
        yield Note(who, moment.item, moment.at_ms, moment.points, moment.text)
    if sheet.text:
        yield Note(who, None, None, None, sheet.text)
