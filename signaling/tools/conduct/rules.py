"""Who may conduct, and what is said when it can't be done."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, UNTIL_THE_END, WHILE_LIVE, Permission

PERMISSIONS = {
    "hand_over": Permission(UNTIL_THE_END, NEVER, NEVER),
    "remove_member": Permission(UNTIL_THE_END, NEVER, NEVER),
    "set_free_floor": Permission(UNTIL_THE_END, NEVER, NEVER),
    "take_floor": Permission(WHILE_LIVE, WHILE_LIVE, NEVER),
    "admit": Permission(UNTIL_THE_END, NEVER, NEVER),
    "decline": Permission(UNTIL_THE_END, NEVER, NEVER),
}
ERRORS = {
    "not_a_teacher": ErrorWords(
        "Only a teacher can lead the lesson.",
        "Choose another teacher who is in the room.",
        "只能把课堂移交给教师。",
        "请选择在场的另一位教师。",
    ),
    "not_oneself": ErrorWords(
        "One cannot remove oneself.",
        "Leave the lesson, or hand it over first.",
        "不能移出自己。",
        "请直接离开课堂，或先移交课堂。",
    ),
    "not_the_lead": ErrorWords(
        "Whoever leads the lesson cannot be removed.",
        "Take the lesson over first.",
        "不能移出正在主持课堂的教师。",
        "请先接管课堂。",
    ),
    "floor_not_free": ErrorWords(
        "Only whoever is called on may speak.",
        "Raise a hand.",
        "目前需要被点名才能发言。",
        "请先举手。",
    ),
    "floor_full": ErrorWords(
        "So many speak already that nobody would be understood.",
        "Wait until somebody has finished, or raise a hand.",
        "同时发言的人太多了。",
        "请等别人说完，或先举手。",
    ),
    "nobody_knocks": ErrorWords(
        "Nobody waits under this number any more.",
        "Nothing needs to be done: another teacher has decided, or they have gone.",
        "对方已不在等候。",
        "无需操作：可能另一位教师已处理，或对方已离开。",
    ),
    "not_admitted": ErrorWords(
        "You wait in the lobby, or were sent out.",
        "Open the lesson's page and wait until the teacher lets you in.",
        "您尚未获准进入课堂。",
        "请打开课堂页面，等待教师同意。",
    ),
    "lobby_full": ErrorWords(
        "Too many wait in the lobby.",
        "Try again in a few minutes.",
        "等候进入的人太多了。",
        "请几分钟后再试。",
        again=True,
    ),
    "declined": ErrorWords(
        "The teacher has not let you in.",
        "Ask the teacher by telephone.",
        "教师没有同意您进入课堂。",
        "请与主讲教师联系。",
    ),
    "knock_expired": ErrorWords(
        "Nobody has answered the knock.",
        "Try again, or ask the teacher by telephone.",
        "一直没有人应答。",
        "请重试，或与主讲教师联系。",
    ),
    "removed": ErrorWords(
        "The teacher has ended your part in this lesson.",
        "Open the lesson again to ask to be let in.",
        "教师已将您移出课堂。",
        "如需再次进入，请重新打开课堂并等待教师同意。",
    ),
}
