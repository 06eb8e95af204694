"""The words that stand on the film itself, in both languages."""

from __future__ import annotations

from server.exports.compose.order import Language

_WORDS: dict[str, tuple[str, str]] = {
    "speaking": ("正在发言：{names}", "Speaking: {names}"),
    "and": ("、", ", "),
    "at": ("{name}（{place}）", "{name} ({place})"),
    "no_picture": ("暂无画面", "No picture"),
    "question": ("提问：{text}", "Question: {text}"),
    "race": ("抢答", "Who is first?"),
    "unnamed": ("（未命名）", "(no words)"),
    "yes": ("对", "Yes"),
    "no": ("错", "No"),
    "first": ("抢到：{name}", "First: {name}"),
    "answered": ("已答 {count} 人", "{count} answered"),
    "right": ("正确答案：{answer}", "Right: {answer}"),
    "master": ("主讲教室", "Master classroom"),
}


def say(key: str, language: Language, **values: object) -> str:
    """The words of a key with its values in them."""
    zh, en = _WORDS[key]
    return (en if language == "en" else zh).format(**values)
