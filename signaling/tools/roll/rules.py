"""Who may count a class, and what is said of a count that can't be."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, UNTIL_THE_END, Permission

PERMISSIONS = {"confirm_roll": Permission(UNTIL_THE_END, UNTIL_THE_END, NEVER)}
ERRORS = {
    "no_class_there": ErrorWords(
        "There is no class to be counted.",
        "Choose a classroom.",
        "这里没有可点名的班级。",
        "请选择一间教室。",
    ),
    "too_many_pupils": ErrorWords(
        "So many pupils cannot be in one classroom.",
        "Check the numbers.",
        "一间教室不可能有这么多学生。",
        "请检查填写的人数。",
    ),
}
