"""The sections of the configuration that bound a lesson: its people, and what they say, write and count."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.section import Section
from signaling.settings import RoomSettings, SessionSettings
from signaling.tools.chat.limits import ChatLimits
from signaling.tools.conduct.limits import ConductLimits
from signaling.tools.playback.limits import PlaybackLimits
from signaling.tools.roll.limits import RollLimits
from signaling.tools.timer.limits import TimerLimits

_CHAT, _TIMER, _ROLL, _PLAYBACK = ChatLimits(), TimerLimits(), RollLimits(), PlaybackLimits()
_ROOM, _SESSION = RoomSettings(), SessionSettings()


class Room(Section):
    grace_s: Annotated[float, Field(gt=0, le=600)] = 15.0
    enter_before_min: Annotated[int, Field(ge=0, le=1440)] = 30
    max_members: Annotated[int, Field(ge=1, le=1000)] = 200
    joins_per_minute: Annotated[int, Field(ge=1)] = 120
    late_lobby_min: Annotated[int, Field(ge=0, le=600)] = 0
    lobby_places: Annotated[int, Field(ge=1, le=1000)] = 50
    lobby_wait_min: Annotated[int, Field(ge=1, le=240)] = 15
    free_speakers: Annotated[int, Field(ge=1, le=100)] = 8
    research_pictures: Annotated[int, Field(ge=4, le=64)] = 16
    max_viewers: Annotated[int, Field(ge=0, le=10_000)] = _ROOM.viewers
    missed_cues: Annotated[int, Field(ge=0, le=20_000)] = _ROOM.resumable_cues
    message_kb: Annotated[int, Field(ge=16, le=1024)] = _SESSION.message_size // 1024
    messages_per_second: Annotated[float, Field(ge=5, le=1000)] = _SESSION.per_second
    messages_at_once: Annotated[int, Field(ge=20, le=10_000)] = _SESSION.burst
    idle_s: Annotated[int, Field(ge=15, le=3600)] = _SESSION.idle_ms // 1000

    @property
    def session(self) -> SessionSettings:
        """What bounds one member's conversation."""
        return SessionSettings(
            message_size=self.message_kb * 1024,
            burst=self.messages_at_once,
            per_second=self.messages_per_second,
            idle_ms=self.idle_s * 1000,
        )

    @property
    def conduct(self) -> ConductLimits:
        """What bounds the conduct of a lesson, as a room has it."""
        return ConductLimits(
            late_ms=self.late_lobby_min * 60_000,
            knocks=self.lobby_places,
            knock_ms=self.lobby_wait_min * 60_000,
            speakers=self.free_speakers,
        )


class Chat(Section):
    """`text` in characters; one member says at most `burst` messages in `burst_s`."""

    # Pages write up to the default: less would refuse what they have let through.
    text: Annotated[int, Field(ge=_CHAT.text, le=4_000)] = _CHAT.text
    burst: Annotated[int, Field(ge=1, le=200)] = _CHAT.burst
    burst_s: Annotated[float, Field(ge=0, le=600)] = _CHAT.burst_ms / 1000

    @property
    def limits(self) -> ChatLimits:
        """The same for a room."""
        return ChatLimits(text=self.text, burst=self.burst, burst_ms=round(self.burst_s * 1000))


class Playback(Section):
    recordings: Annotated[int, Field(ge=1, le=100)] = _PLAYBACK.recordings
    lead_ms: Annotated[int, Field(ge=0, le=5_000)] = _PLAYBACK.lead_ms

    @property
    def limits(self) -> PlaybackLimits:
        """The same for a room."""
        return PlaybackLimits(**self.model_dump())


class Timer(Section):
    longest_min: Annotated[int, Field(ge=1, le=24 * 60)] = _TIMER.longest_ms // 60_000

    @property
    def limits(self) -> TimerLimits:
        """The same for a room."""
        return TimerLimits(longest_ms=self.longest_min * 60_000)


class Roll(Section):
    pupils: Annotated[int, Field(ge=1, le=100_000)] = _ROLL.pupils
    absent: Annotated[int, Field(ge=0, le=1_000)] = _ROLL.absent

    @property
    def limits(self) -> RollLimits:
        """The same for a room."""
        return RollLimits(pupils=self.pupils, absent=self.absent)
