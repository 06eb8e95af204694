"""The errors of entering a lesson by its code, and of checking a room."""

from __future__ import annotations

from server.web.wording import Wording

ROOM_ERRORS: dict[str, Wording] = {
    "no_such_entrance": Wording(
        404,
        ("没有使用这个课堂码的课。", "请核对课堂码；课堂码只在当天有效。"),
        ("No lesson of today has this code.", "Check the code; it opens lessons of today only."),
    ),
    "account_needed": Wording(
        403,
        ("这节课只允许登录后的人员进入。", "请先登录，或请主讲教师允许访客。"),
        ("This lesson is for people with an account.", "Sign in, or ask the teacher to allow guests."),
    ),
    "teachers_only": Wording(
        403,
        ("只有教师可以申请一起授课。", "请用教师账号登录，或选择“参加互动”。"),
        ("Only teachers may ask to teach along.", "Sign in as a teacher, or ask to take part."),
    ),
    "name_needed": Wording(
        422,
        ("请填写姓名或教室名称。", "教师要凭它决定是否让您进入。"),
        ("A name is needed.", "The teacher decides by it whether to let you in."),
    ),
    "checks_busy": Wording(
        503,
        ("同时检测的教室太多了。", "请一分钟后再试。"),
        ("Too many rooms are being checked at once.", "Try again in a minute."),
    ),
    "no_such_check": Wording(
        404,
        ("这次检测已过期。", "请重新检测。"),
        ("This check is over.", "Begin it again."),
    ),
}
