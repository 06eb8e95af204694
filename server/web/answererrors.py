"""What pupils are told on their phones, and teachers about questions, when something can't be."""

from __future__ import annotations

from server.web.wording import Wording
from signaling.errors import ERRORS as SIGNALLING

#: Refusals of the room itself; they say the same on a phone as on a terminal.
_OF_THE_ROOM = ("question_closed", "no_such_question", "bad_answer", "answer_final", "too_early", "too_many")


def _of_the_room(code: str) -> Wording:
    words = SIGNALLING[code]
    return Wording(409, (words.text_zh, words.todo_zh), (words.text, words.todo))


ANSWER_ERRORS: dict[str, Wording] = {
    **{code: _of_the_room(code) for code in _OF_THE_ROOM},
    "link_invalid": Wording(
        403,
        ("这个答题链接不对。", "请重新扫描屏幕上的二维码。"),
        ("This link is wrong.", "Scan the code on the screen again."),
    ),
    "link_expired": Wording(
        403,
        ("这个答题链接已过期。", "请扫描屏幕上新的二维码。"),
        ("This link has expired.", "Scan the code that is on the screen now."),
    ),
    "no_such_answer_code": Wording(
        404,
        ("没有这个答题码。", "请对照屏幕再输入一次，是 8 位数字。"),
        ("There is no such code.", "Type the eight digits on the screen again."),
    ),
    "lesson_not_open": Wording(
        409,
        ("这节课还没有打开，或已经结束。", "请等老师开始上课。"),
        ("The lesson is not open yet, or is over.", "Wait for the teacher to begin."),
    ),
    "pass_invalid": Wording(
        401,
        ("需要重新进入答题。", "请重新扫描屏幕上的二维码。"),
        ("You have to come in again.", "Scan the code on the screen again."),
    ),
    "pass_expired": Wording(
        401,
        ("答题时间已过。", "请重新扫描屏幕上的二维码。"),
        ("The time for answering is over.", "Scan the code on the screen again."),
    ),
    "no_such_seat": Wording(
        422,
        ("没有这个座位号。", "请输入自己的座位号。"),
        ("There is no such seat.", "Type your own seat number."),
    ),
    "seat_taken": Wording(
        409,
        ("这个座位已有同学在答题。", "请检查座位号；如果确实是你的座位，请告诉老师。"),
        (
            "Somebody answers from this seat already.",
            "Check the number; if the seat is yours, tell the teacher.",
        ),
    ),
    "seat_released": Wording(
        403,
        ("老师已释放这个座位。", "请重新输入座位号。"),
        ("The teacher has freed this seat.", "Type your seat number again."),
    ),
    "too_many_phones": Wording(
        503,
        ("答题的手机太多了。", "请在教室终端上一起作答。"),
        ("Too many phones are answering.", "Answer together on the classroom's screen."),
    ),
    "slow_down": Wording(
        429,
        ("操作太快了。", "请等几秒再试。"),
        ("Too many requests in a short time.", "Wait a few seconds and try again."),
    ),
    "too_many_sets": Wording(
        409,
        ("题集太多了。", "请先删除不用的题集。"),
        ("There are too many sets.", "Delete one that is no longer needed."),
    ),
    "no_such_question_set": Wording(
        404,
        ("没有这套题。", "它可能已被删除，请刷新页面。"),
        ("There is no such set of questions.", "It may have been deleted; reload the page."),
    ),
}
