"""What a client may ask of the timer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from signaling.shape import ClientMessage
from signaling.tools.timer.state import TimerKind


class StartTimer(ClientMessage):
    type: Literal["start_timer"] = "start_timer"
    kind: TimerKind = TimerKind.TIMER
    title: Annotated[str, Field(max_length=80)] = ""
    duration_ms: Annotated[int, Field(ge=1_000, lt=2**53)]


class PauseTimer(ClientMessage):
    type: Literal["pause_timer"] = "pause_timer"


class ResumeTimer(ClientMessage):
    type: Literal["resume_timer"] = "resume_timer"


class StopTimer(ClientMessage):
    type: Literal["stop_timer"] = "stop_timer"
