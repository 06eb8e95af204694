"""The bounds of a lesson's tools are settings, and their defaults are those of a room."""

from server.config import load
from server.settings import Settings
from signaling.settings import RoomSettings
from signaling.tools.chat.limits import ChatLimits
from signaling.tools.conduct.limits import ConductLimits


def test_without_a_word_the_bounds_are_those_of_a_room() -> None:
    settings, room = Settings(), RoomSettings()
    assert (settings.room.conduct, settings.room.research_pictures) == (room.conduct, room.research_slots)
    assert (settings.chat.limits, settings.timer.limits, settings.roll.limits) == (
        room.chat,
        room.timer,
        room.roll,
    )
    assert (settings.board.limits, settings.questions.limits) == (room.board, room.questions)
    assert settings.courseware.limits == room.courseware
    assert (settings.playback.limits, settings.room.session) == (room.playback, room.session)
    assert (settings.room.max_viewers, settings.room.missed_cues) == (room.viewers, room.resumable_cues)


def test_what_is_configured_in_seconds_and_minutes_bounds_the_room_in_milliseconds() -> None:
    environ = {
        "TONGKE_CHAT__BURST_S": "2.5",
        "TONGKE_ROOM__LOBBY_WAIT_MIN": "2",
        "TONGKE_ROOM__FREE_SPEAKERS": "3",
    }
    settings = load(None, environ)
    assert settings.chat.limits == ChatLimits(burst_ms=2_500)
    assert settings.room.conduct == ConductLimits(knock_ms=120_000, speakers=3)
