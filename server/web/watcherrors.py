"""Errors of watching recordings together."""

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
    "too_many_recordings": Wording(
        409,
        ("本节课可观看的录像已达上限。", "请先移除一份。"),
        ("The lesson has as many recordings as a room takes.", "Take one away first."),
    ),
}
