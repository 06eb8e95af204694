"""Decide about wishes for the arrangement."""

from __future__ import annotations

from signaling.tools.arrangement.cues import LayoutChanged, SpotlightChanged
from signaling.tools.arrangement.wishes import SetLayout, SetSpotlight
from signaling.tools.situation import Decide, Decision, Situation


def set_layout(situation: Situation, wish: SetLayout) -> Decision:
    """Divide every screen anew."""
    if situation.state.arrangement.layout == wish.layout:
        return []
    return [LayoutChanged(layout=wish.layout)]


def set_spotlight(situation: Situation, wish: SetSpotlight) -> Decision:
    """Only what is published can be put on the stage."""
    if wish.source is not None and wish.source not in situation.state.sources:
        return "no_such_picture"
    if situation.state.arrangement.spotlight == wish.source:
        return []
    return [SpotlightChanged(source=wish.source)]


DECIDERS: dict[type, Decide] = {SetLayout: set_layout, SetSpotlight: set_spotlight}
