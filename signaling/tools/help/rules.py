"""Who may ask for help, and when: also before the lesson, when sound and picture are tried."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, UNTIL_THE_END, Permission

PERMISSIONS = {
    "ask_help": Permission(NEVER, UNTIL_THE_END, NEVER),
    "settle_help": Permission(UNTIL_THE_END, UNTIL_THE_END, NEVER),
}
ERRORS: dict[str, ErrorWords] = {}
