"""Count who uses a recording: one counter a kind of use, to which others add theirs."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from server.data.models import Clip, CollectionItem, ReelClip, RoundRecording, WatchedRecording

#: For each kind of use a query of recordings and how many use them.
_USES: Mapping[str, Select[str, int]] = {
    "collections": select(CollectionItem.recording_id, func.count()).group_by(CollectionItem.recording_id),
    "rounds": select(RoundRecording.recording_id, func.count()).group_by(RoundRecording.recording_id),
    "reels": select(Clip.recording_id, func.count(ReelClip.reel_id.distinct()))
    .join(ReelClip, ReelClip.clip_id == Clip.id)
    .group_by(Clip.recording_id),
    "rooms": select(WatchedRecording.recording_id, func.count()).group_by(WatchedRecording.recording_id),
}


async def used_by(session: AsyncSession, recording_id: str) -> dict[str, int]:
    """How many collections, rounds, reels and rooms have the recording; every kind is named."""
    found: dict[str, int] = {}
    for kind, query in _USES.items():
        counted = query.where(query.selected_columns[0] == recording_id)
        row = (await session.execute(counted)).one_or_none()
        found[kind] = row[1] if row else 0
    return found
