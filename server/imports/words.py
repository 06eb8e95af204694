"""Why a film could not be brought in, and what to do about it, in both languages."""

from __future__ import annotations

from server.confined import words
from server.confined.words import COMMON, Language, Said, Words

_WORDS: Words = {
    "no_film": (
        ("这不是可导入的视频。", "请选择 MP4、MKV、MOV、WebM 或 FLV 视频。"),
        ("This is no film that can be taken.", "Choose an MP4, MKV, MOV, WebM or FLV file."),
    ),
    "damaged": (
        ("视频已损坏，无法读取。", "请重新导出后再导入。"),
        ("The film is damaged and can't be read.", "Export it anew and bring that in."),
    ),
    "unknown_codec": (
        ("视频的编码无法识别。", "请转为 MP4（H.264）后导入。"),
        ("The film's codec is unknown.", "Convert it to MP4 (H.264) and bring that in."),
    ),
    "too_long": (
        ("视频时间太长。", "请分成几段后导入。"),
        ("The film is too long.", "Cut it into parts."),
    ),
    "too_many_pixels": (
        ("画面尺寸太大。", "请缩小到 4K 以内后导入。"),
        ("The picture is too large.", "Make it 4K or smaller."),
    ),
    "already_imported": (
        ("这个视频已经导入过了。", "请直接打开已有的录像。"),
        ("This film has been brought in before.", "Open the recording that there is."),
    ),
    "too_heavy": (
        ("视频过于复杂，超出导入所能使用的资源。", "请转为普通的 MP4（H.264）后导入。"),
        ("The film takes more than an import may.", "Convert it to an ordinary MP4 (H.264)."),
    ),
    "too_slow": (
        ("导入时间过长，已停止。", "请在服务器空闲时重试，或先转为 MP4（H.264）。"),
        ("The import took too long.", "Try when the server is idle, or convert it to MP4 (H.264)."),
    ),
    "crashed": (
        ("导入程序在处理此视频时出错。", "请转为 MP4（H.264）后导入。"),
        ("The import broke down over this film.", "Convert it to MP4 (H.264) and bring that in."),
    ),
    "job_crashed": (
        ("导入多次中断，已停止。", "请重试；如仍出错，请联系技术人员。"),
        ("The import broke off several times.", "Try again; if it stays, tell the technician."),
    ),
    **COMMON,
}
CODES = frozenset(_WORDS)


def said(code: str, language: Language) -> Said:
    """As `server.confined.words.said`, of these words."""
    return words.said(_WORDS, code, language)
