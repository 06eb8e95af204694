"""Decide about wishes for the timer."""

from __future__ import annotations

from signaling.tools.situation import Decide, Decision, Situation
from signaling.tools.timer.cues import TimerPaused, TimerResumed, TimerStarted, TimerStopped
from signaling.tools.timer.wishes import PauseTimer, ResumeTimer, StartTimer, StopTimer


def start_timer(situation: Situation, wish: StartTimer) -> Decision:
    """Start one, in the place of another that may run."""
    if wish.duration_ms > situation.settings.timer.longest_ms:
        return "timer_too_long"
    return [TimerStarted(kind=wish.kind, title=wish.title.strip(), duration_ms=wish.duration_ms)]


def pause_timer(situation: Situation, wish: PauseTimer) -> Decision:
    """Only what runs can be held, and what has run out no longer runs."""
    ends_at = situation.state.timer.ends_at
    return [TimerPaused()] if ends_at is not None and ends_at > situation.now else []


def resume_timer(situation: Situation, wish: ResumeTimer) -> Decision:
    """Let it run on."""
    return [TimerResumed()] if situation.state.timer.paused_ms_left is not None else []


def stop_timer(situation: Situation, wish: StopTimer) -> Decision:
    """Take it off the screens."""
    return [TimerStopped()] if situation.state.timer.kind is not None else []


DECIDERS: dict[type, Decide] = {
    StartTimer: start_timer,
    PauseTimer: pause_timer,
    ResumeTimer: resume_timer,
    StopTimer: stop_timer,
}
