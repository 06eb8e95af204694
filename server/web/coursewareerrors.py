"""The errors of uploading and fetching courseware."""

from __future__ import annotations

from server.courseware.words import said
from server.web.wording import Wording


def _of_file(status: int, code: str) -> Wording:
    """What is said of a file before it is taken is what would be said after its conversion."""
    return Wording(status, said(code, "zh-CN"), said(code, "en"))


COURSEWARE_ERRORS: dict[str, Wording] = {
    "unknown_type": _of_file(415, "unknown_type"),
    "svg_refused": _of_file(415, "svg_refused"),
    "heic_refused": _of_file(415, "heic_refused"),
    "file_too_large": _of_file(413, "file_too_large"),
    "clip_too_large": Wording(
        413,
        ("音视频文件太大。", "请剪短，或用较低的清晰度导出后上传。"),
        ("The clip is too large.", "Cut it, or export it in a lower quality."),
    ),
    "lesson_full": Wording(
        413,
        ("本节课的课件已达上限。", "请先删除不用的课件。"),
        ("The lesson can't take more courseware.", "Remove what is not needed first."),
    ),
    "disk_full": Wording(
        507,
        ("服务器磁盘空间不足。", "请联系技术人员清理空间后重试。"),
        ("The server's disk is full.", "Tell the technician to make room, then try again."),
    ),
    "no_such_document": Wording(
        404,
        ("没有这份课件。", "可能已被删除，请刷新列表。"),
        ("There is no such document.", "It may have been removed; look at the list again."),
    ),
    "no_such_file": Wording(
        404,
        ("课件里没有这个文件。", "请刷新列表。"),
        ("The document has no such file.", "Look at the list again."),
    ),
    "document_not_failed": Wording(
        409,
        ("这份课件无需重新转换。", "请刷新列表。"),
        ("This document need not be converted again.", "Look at the list again."),
    ),
    "no_such_upload": Wording(
        404,
        ("这次上传已失效。", "请重新上传文件。"),
        ("This upload is over.", "Send the file again."),
    ),
    "not_an_upload": Wording(
        400,
        ("上传请求不正确。", "请刷新页面后重试。"),
        ("The upload's request is not right.", "Reload the page and try again."),
    ),
    "wrong_offset": Wording(
        409,
        ("上传位置不一致。", "将自动从断点继续。"),
        ("The upload goes on at another place.", "Ask how much has come, and go on there."),
    ),
    "tus_version": Wording(
        412,
        ("上传方式的版本不一致。", "请刷新页面后重试。"),
        ("The upload speaks another version of tus than 1.0.0.", "Reload the page and try again."),
    ),
}
