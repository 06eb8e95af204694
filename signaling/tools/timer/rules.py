"""Who may set the timer: a teacher, also before the lesson begins."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, UNTIL_THE_END, Permission

PERMISSIONS = {
    wish: Permission(UNTIL_THE_END, NEVER, NEVER)
    for wish in ("start_timer", "pause_timer", "resume_timer", "stop_timer")
}
ERRORS = {
    "timer_too_long": ErrorWords(
        "The timer is set too long.",
        "Choose a shorter time.",
        "计时时间太长。",
        "请选择较短的时间。",
    ),
}
