"""Why a film could not be made, and what to do about it, in both languages."""

from __future__ import annotations

from server.confined import words
from server.confined.words import COMMON, Language, Said, Words

_WORDS: Words = {
    "nothing_recorded": (
        ("所选时段没有画面，也没有声音。", "请换一个时段，或检查录像。"),
        ("Nothing is recorded in this span.", "Choose another span, or look at the recording."),
    ),
    "recording_gone": (
        ("录像已不能导出。", "它可能已进入回收站或已清除，请联系录像的所有者。"),
        ("The recording can't be exported any more.", "It is in the trash or removed; ask its owner."),
    ),
    "film_failed": (
        ("视频无法写出。", "请重试；如仍出错，请联系技术人员。"),
        ("The film can't be written.", "Try again; if it stays, tell the technician."),
    ),
    "too_heavy": (
        ("导出超出了服务器允许的资源。", "请分段导出，或联系技术人员提高上限。"),
        ("The export takes more than the server allows.", "Export shorter spans, or ask for a higher limit."),
    ),
    "too_slow": (
        ("导出时间过长，已停止。", "请分段导出，或在服务器空闲时重试。"),
        ("The export took too long.", "Export shorter spans, or try when the server is idle."),
    ),
    "crashed": (
        ("导出程序出错。", "请重试；如仍出错，请联系技术人员。"),
        ("The export broke down.", "Try again; if it stays, tell the technician."),
    ),
    "job_crashed": (
        ("导出多次中断，已停止。", "请重试；如仍出错，请联系技术人员。"),
        ("The export broke off several times.", "Try again; if it stays, tell the technician."),
    ),
    **COMMON,
}
CODES = frozenset(_WORDS)


def said(code: str, language: Language) -> Said:
    """As `server.confined.words.said`, of these words."""
    return words.said(_WORDS, code, language)
