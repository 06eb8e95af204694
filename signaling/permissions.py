"""Say who may say what, and when: one table of message, role and phase."""

from __future__ import annotations

from signaling.state import Phase, Role
from signaling.toolbox import TOOLS
from signaling.verdicts import ALWAYS, BEFORE_IT_BEGINS, NEVER, UNTIL_THE_END, WHILE_LIVE, Permission

#: `view` is not a message: it is a WHEP client asking to watch.
PERMISSIONS: dict[str, Permission] = {
    "join": Permission(UNTIL_THE_END, UNTIL_THE_END, UNTIL_THE_END),
    "ping": Permission(ALWAYS, ALWAYS, ALWAYS),
    "shown": Permission(ALWAYS, ALWAYS, ALWAYS),
    "report": Permission(ALWAYS, ALWAYS, ALWAYS),
    "leave": Permission(ALWAYS, ALWAYS, ALWAYS),
    "subscribe": Permission(UNTIL_THE_END, UNTIL_THE_END, UNTIL_THE_END),
    "answer": Permission(UNTIL_THE_END, UNTIL_THE_END, UNTIL_THE_END),
    "view": Permission(UNTIL_THE_END, UNTIL_THE_END, UNTIL_THE_END),
    "publish": Permission(UNTIL_THE_END, UNTIL_THE_END, NEVER),
    "change_source": Permission(UNTIL_THE_END, UNTIL_THE_END, NEVER),
    "raise_hand": Permission(NEVER, WHILE_LIVE, NEVER),
    "lower_hand": Permission(WHILE_LIVE, WHILE_LIVE, NEVER),
    "return_floor": Permission(WHILE_LIVE, WHILE_LIVE, NEVER),
    "give_floor": Permission(WHILE_LIVE, NEVER, NEVER),
    "mute_all": Permission(WHILE_LIVE, NEVER, NEVER),
    "start_lesson": Permission(BEFORE_IT_BEGINS, NEVER, NEVER),
    "end_lesson": Permission(WHILE_LIVE, NEVER, NEVER),
    **{message: row for tool in TOOLS for message, row in tool.permissions.items()},
}


def refusal(message: str, role: Role, phase: Phase) -> str | None:
    """Return the error code for this message type, role and phase; None when it is allowed."""
    return PERMISSIONS[message].of(role).at(phase)
