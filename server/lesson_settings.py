"""The sections of the configuration that bound what is written, timed and counted in a lesson."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from server.section import Section
from signaling.tools.chat.limits import ChatLimits
from signaling.tools.roll.limits import RollLimits
from signaling.tools.timer.limits import TimerLimits

_CHAT, _TIMER, _ROLL = ChatLimits(), TimerLimits(), RollLimits()


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
