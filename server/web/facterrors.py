"""Errors of what a recording says of itself."""

from __future__ import annotations

from server.web.wording import Wording

FACT_ERRORS: dict[str, Wording] = {
    "no_such_picture": Wording(
        404,
        ("没有这张图片。", "录像的缩略图在下课后生成，请稍后再看。"),
        ("There is no such picture.", "Small pictures are drawn after the lesson; look again in a moment."),
    ),
}
