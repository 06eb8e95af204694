"""Who may ask and answer, and what is said when it can't be."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, WHILE_LIVE, Permission

_ASKING = Permission(WHILE_LIVE, NEVER, NEVER)
_ANSWERING = Permission(WHILE_LIVE, WHILE_LIVE, NEVER)

PERMISSIONS = {
    "open_question": _ASKING,
    "close_question": _ASKING,
    "show_results": _ASKING,
    "reveal_answer": _ASKING,
    "dismiss_question": _ASKING,
    "show_text": _ASKING,
    "choose_racer": _ASKING,
    "answer_question": _ANSWERING,
    "count_hands": _ANSWERING,
    "press": _ANSWERING,
    "fetch_answer_links": _ANSWERING,
}

ERRORS = {
    "question_open": ErrorWords(
        "Another question is still open.",
        "Close it first; perhaps a second teacher has just asked it.",
        "还有一道题没有结束。",
        "请先结束它；也可能是另一位老师刚刚出的题。",
    ),
    "no_such_question": ErrorWords(
        "This question is no longer on the screens.",
        "Look at the question that is there now.",
        "这道题已经不在屏幕上了。",
        "请看现在的题目。",
    ),
    "question_closed": ErrorWords(
        "The question is closed: the answer came too late.",
        "Wait for the next question.",
        "答题已经结束，这次来晚了。",
        "请等下一题。",
    ),
    "bad_question": ErrorWords(
        "A question of this kind needs two to ten options, or none, and a right answer among them.",
        "Check the options and the right answer.",
        "题目不完整：选项应为 2 到 10 个（判断、简答、抢答没有选项），正确答案要在选项之中。",
        "请检查选项和正确答案。",
    ),
    "bad_answer": ErrorWords(
        "The answer does not fit the question.",
        "Choose again.",
        "这个回答和题目对不上。",
        "请重新作答。",
    ),
    "answer_final": ErrorWords(
        "An answer to this question can't be changed.",
        "Wait for the result.",
        "这道题交了就不能改。",
        "请等待结果。",
    ),
    "too_early": ErrorWords(
        "Pressed before the start.",
        "Wait for the start and press again.",
        "抢早了，还没开始。",
        "等开始后再按。",
    ),
    "race_undecided": ErrorWords(
        "It is not decided yet who pressed first.",
        "Wait a moment.",
        "抢答结果还没出来。",
        "请稍等。",
    ),
}
