"""Errors of taking recordings out of the house, and of bringing others in."""

from __future__ import annotations

from server.imports.words import said
from server.web.wording import Wording


def _of_film(status: int, code: str) -> Wording:
    """What is said of a film before it is taken is what would be said after its conversion."""
    return Wording(status, said(code, "zh-CN"), said(code, "en"))


EXPORT_ERRORS: dict[str, Wording] = {
    "no_film": _of_film(415, "no_film"),
    "already_imported": _of_film(409, "already_imported"),
    "film_too_large": Wording(
        413,
        ("视频文件太大。", "请压缩或分段后导入。"),
        ("The film is too large.", "Compress it or cut it into parts."),
    ),
    "too_many_imports": Wording(
        429,
        ("您正在导入的视频太多。", "请等前面的导入完成，或删除不需要的，再继续。"),
        ("You are bringing in too many films.", "Wait for them, or remove those that you don't need."),
    ),
    "imports_full": Wording(
        503,
        ("服务器上等待导入的视频太多。", "请过一段时间再导入。"),
        ("Too many films wait to be brought in.", "Try again after a while."),
    ),
    "too_many_exports": Wording(
        429,
        ("您等待中的导出太多。", "请等前面的完成，或取消不需要的。"),
        ("You have too many exports waiting.", "Wait for them, or cancel those that you don't need."),
    ),
    "no_such_export": Wording(
        404,
        ("没有这个导出文件，或已过期。", "请重新导出。"),
        ("There is no such film, or it has expired.", "Export it again."),
    ),
    "no_such_job": Wording(
        404,
        ("没有这项任务，或您无权查看。", "请从列表中选择。"),
        ("There is no such job for you.", "Choose one from the list."),
    ),
    "job_ended": Wording(
        409,
        ("这项任务已经结束。", "请刷新列表。"),
        ("The job has ended already.", "Load the list again."),
    ),
    "job_not_failed": Wording(
        409,
        ("只有失败或取消的任务才能重做。", "请刷新列表。"),
        ("Only a job that has failed or was cancelled can be done again.", "Load the list again."),
    ),
}
