"""Decide about asking for help."""

from __future__ import annotations

from signaling.tools.help.cues import HelpAsked, HelpSettled
from signaling.tools.help.wishes import AskHelp, SettleHelp
from signaling.tools.situation import Decide, Decision, Situation


def ask_help(situation: Situation, wish: AskHelp) -> Decision:
    """Asking for the same again is nothing new: it must not ring twice at the teacher's."""
    need = situation.state.help.asked.get(situation.member)
    if need is not None and need.kind is wish.kind:
        return []
    return [HelpAsked(member=situation.member, kind=wish.kind)]


def settle_help(situation: Situation, wish: SettleHelp) -> Decision:
    """One's own need is over, or a master has taken note of anybody's."""
    whose = wish.member or situation.member
    if whose != situation.member and not situation.is_master:
        return "not_allowed"
    return [HelpSettled(member=whose)] if whose in situation.state.help.asked else []


DECIDERS: dict[type, Decide] = {AskHelp: ask_help, SettleHelp: settle_help}
