"""Let recordings come into the room, and go from it, as the lesson may and may no longer watch them."""

from __future__ import annotations

from collections.abc import Iterable

from signaling.room.proceedings import Proceedings
from signaling.state import Phase
from signaling.tools.playback.cues import PlayableAdded, PlayableRemoved
from signaling.tools.playback.state import Playable


def register_playables(room: Proceedings, playables: Iterable[Playable], now: int) -> None:
    """These are the recordings that the lesson may watch; only what differs happens, as cues."""
    if room.state.lesson.phase is Phase.ENDED:
        return
    allowed = list(playables)[: room.settings.playback.recordings]
    ready = {playable.recording for playable in allowed}
    for gone in [id for id in room.state.playback.recordings if id not in ready]:
        room.happen(PlayableRemoved(recording=gone), now)
    for playable in allowed:
        if room.state.playback.recordings.get(playable.recording) != playable:
            room.happen(PlayableAdded(playable=playable), now)
