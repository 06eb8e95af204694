"""Who may steer a recording that is watched together, and what is said where it can't be."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, WHILE_LIVE, Permission

_HOSTS = Permission(WHILE_LIVE, NEVER, NEVER)

PERMISSIONS = {
    "open_playback": _HOSTS,
    "start_playback": _HOSTS,
    "pause_playback": _HOSTS,
    "set_playback_speed": _HOSTS,
    "hide_playback": _HOSTS,
    "enlarge_in_playback": _HOSTS,
    "close_playback": _HOSTS,
}
ERRORS: dict[str, ErrorWords] = {
    "recording_gone": ErrorWords(
        "This recording can't be watched here: it is not in the lesson's list, or was withdrawn.",
        "Choose another one from the list.",
        "本节课不能观看这份录像：不在列表中，或已被撤回。",
        "请从列表中另选一份。",
    ),
    "nothing_open": ErrorWords(
        "No recording is open.",
        "Open one from the list first.",
        "还没有打开录像。",
        "请先从列表中打开一份。",
    ),
}
