"""Errors of resources, collections and attachments."""

from __future__ import annotations

from server.web.wording import Wording

LIBRARY_ERRORS: dict[str, Wording] = {
    "no_such_version": Wording(
        404,
        ("没有这个版本。", "请刷新后重新选择。"),
        ("There is no such version.", "Reload and choose again."),
    ),
    "no_such_collection": Wording(
        404,
        ("没有这个合集，或您无权查看。", "请从合集列表中选择。"),
        ("There is no such collection for you.", "Choose one from the list."),
    ),
    "no_such_course": Wording(
        404,
        ("没有这门课程，或您无权查看。", "请从课程列表中选择。"),
        ("There is no such course for you.", "Choose one from the list."),
    ),
    "collection_full": Wording(
        409,
        ("这个合集已经放满了。", "请新建一个合集，或先移出一些录像。"),
        ("The collection is full.", "Make another one, or take some recordings out."),
    ),
    "no_such_attachment": Wording(
        404,
        ("没有这个附件。", "请刷新后重新选择。"),
        ("There is no such attachment.", "Reload and choose again."),
    ),
    "attachment_type": Wording(
        415,
        ("不支持这种文件作为附件。", "请上传文档、表格、演示文稿、图片、音视频或压缩包。"),
        (
            "Files of this type are not taken.",
            "Send documents, sheets, presentations, pictures, sound, video or archives.",
        ),
    ),
    "attachment_too_large": Wording(
        413,
        ("附件太大。", "请压缩或拆分后再上传。"),
        ("The attachment is too large.", "Compress or split it."),
    ),
    "too_many_attachments": Wording(
        409,
        ("附件已达上限。", "请先删除不需要的附件。"),
        ("There are as many attachments as may be.", "Remove some that nobody needs."),
    ),
}
