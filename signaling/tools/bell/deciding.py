"""Decide about wishes for the bell."""

from __future__ import annotations

from signaling.tools.bell.cues import BellRung
from signaling.tools.bell.wishes import RingBell
from signaling.tools.situation import Decide, Decision, Situation

#: Two rings within this time are one: a nervous finger, or two teachers at once.
PAUSE_MS = 2_000


def ring_bell(situation: Situation, wish: RingBell) -> Decision:
    """Ring, unless it still sounds."""
    rung_at = situation.state.bell.rung_at
    if rung_at is not None and situation.now - rung_at < PAUSE_MS:
        return []
    return [BellRung(ring=wish.ring)]


DECIDERS: dict[type, Decide] = {RingBell: ring_bell}
