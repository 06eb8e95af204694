"""Errors of watching recordings together, and of where they lie."""

from __future__ import annotations

from server.web.wording import Wording

WATCH_ERRORS: dict[str, Wording] = {
    "recording_unfinished": Wording(
        409,
        ("这份录像还没有录完，或没有录成。", "请等录像就绪后再组织观摩。"),
        ("The recording is not finished, or nothing was recorded.", "Wait until it is ready."),
    ),
    "not_yours_to_show": Wording(
        403,
        ("这份录像尚未发布，只有其所有者才能组织观摩。", "请所有者先发布，或由所有者来组织。"),
        ("The recording is private: only its owner may show it to others.", "Ask the owner to publish it."),
    ),
    "store_away": Wording(
        503,
        ("存放录像的服务器暂时没有响应。", "请稍后再试；如果一直这样，请联系技术人员。"),
        ("The store of recordings does not answer.", "Try again soon; tell the technician if it stays so."),
    ),
    "too_many_recordings": Wording(
        409,
        ("本节课可观看的录像已达上限。", "请先移除一份。"),
        ("The lesson has as many recordings as a room takes.", "Take one away first."),
    ),
}
