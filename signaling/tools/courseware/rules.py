"""Who may show courseware, and what is said where it can't be."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, UNTIL_THE_END, WHILE_LIVE, Permission

#: A classroom that speaks in a research room is asked for its floor by `deciding`.
_PRESENTERS = Permission(UNTIL_THE_END, WHILE_LIVE, NEVER)

PERMISSIONS = {
    "show_page": _PRESENTERS,
    "hide_courseware": _PRESENTERS,
    "play_clip": _PRESENTERS,
    "pause_clip": _PRESENTERS,
    "close_clip": _PRESENTERS,
}
ERRORS: dict[str, ErrorWords] = {
    "document_gone": ErrorWords(
        "The lesson has no such document: it is not ready yet, or was removed.",
        "Choose another one from the list.",
        "本节课没有这份课件：尚未处理完，或已被删除。",
        "请从列表中另选一份。",
    ),
    "no_such_page": ErrorWords(
        "The document does not have so many pages.",
        "Choose one of its pages.",
        "课件没有这一页。",
        "请选择已有的页。",
    ),
    "not_pages": ErrorWords(
        "A clip has no pages.",
        "Play it instead.",
        "音视频没有页面。",
        "请直接播放。",
    ),
    "not_a_clip": ErrorWords(
        "Only sound and video can be played.",
        "Show its pages instead.",
        "只有音频和视频可以播放。",
        "请改为展示页面。",
    ),
}
