"""What is said of work that has failed, whichever kind it was, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Language = Literal["zh-CN", "en"]
#: What has happened, and what to do.
Said = tuple[str, str]
#: By code: in Chinese and in English.
Words = Mapping[str, tuple[Said, Said]]

COMMON: Words = {
    "disk_full": (
        ("服务器磁盘空间不足。", "请联系技术人员清理空间后重试。"),
        ("The server's disk is full.", "Tell the technician to make room, then try again."),
    ),
    "internal": (
        ("服务器出错了。", "请稍后重试；如仍出错，请联系技术人员。"),
        ("The server has failed.", "Try again; if it stays, tell the technician."),
    ),
}


def said(words: Words, code: str, language: Language) -> Said:
    """What has happened and what to do; of an unknown code that the server has failed."""
    zh, en = words.get(code, words["internal"])
    return en if language == "en" else zh
