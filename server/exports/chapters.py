"""The names of a film's chapters, which players show as they are."""

from __future__ import annotations

from server.exports.compose.order import Language
from server.library.chapters import Chapter, Kind

_WORDS: dict[Kind, tuple[str, str]] = {
    "start": ("上课", "Beginning"),
    "document": ("课件：{title}", "{title}"),
    "page": ("{title} 第 {n} 页", "{title}, page {n}"),
    "question": ("提问 {n}：{title}", "Question {n}: {title}"),
    "race": ("抢答：{title}", "Who is first? {title}"),
    "floor": ("{title} 发言", "{title} speaks"),
    "screen": ("{title} 共享屏幕", "{title} shares the screen"),
    "board": ("白板", "Whiteboard"),
    "clip": ("播放：{title}", "Film: {title}"),
    "playback": ("观看录像：{title}", "Recording: {title}"),
    "hand": ("{title}", "{title}"),
}


def named(chapter: Chapter, language: Language) -> str:
    """The chapter's name in words; what it is of may have none."""
    zh, en = _WORDS[chapter.kind]
    text = (en if language == "en" else zh).format(title=chapter.title, n=chapter.n)
    return text.strip().strip(":：").strip()
