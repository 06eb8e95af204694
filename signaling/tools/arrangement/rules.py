"""Who may arrange the screens, and what is said when it can't be done."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, UNTIL_THE_END, WHILE_LIVE, Permission

PERMISSIONS = {
    "set_layout": Permission(UNTIL_THE_END, NEVER, NEVER),
    "set_spotlight": Permission(WHILE_LIVE, NEVER, NEVER),
}
ERRORS = {
    "no_such_picture": ErrorWords(
        "This picture is not there any more.",
        "Choose one of those that are shown.",
        "这一路画面已经不在了。",
        "请选择正在显示的画面。",
    ),
}
