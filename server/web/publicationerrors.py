"""Errors of publishing, keeping and deleting recordings."""

from __future__ import annotations

from server.web.wording import Wording

PUBLICATION_ERRORS: dict[str, Wording] = {
    "recording_trashed": Wording(
        410,
        ("这个录像在回收站里。", "可先在回收站中还原，再观看。"),
        ("The recording is in the trash.", "Restore it from the trash to watch it."),
    ),
    "recording_running": Wording(
        409,
        ("这节课还在录制。", "请等下课后再操作。"),
        ("The recording still runs.", "Wait until the lesson has ended."),
    ),
    "recording_empty": Wording(
        409,
        ("这节课没有录到内容，不能发布。", "请换一节课的录像。"),
        ("Nothing was recorded, so there is nothing to publish.", "Choose another recording."),
    ),
    "recording_unfit": Wording(
        409,
        ("自检结果为“不宜发布”。", "请先查看自检报告；仍要发布时请再次确认。"),
        ("The recording's self-audit calls it unfit.", "Read the report; confirm to publish it anyway."),
    ),
    "withdrawn": Wording(
        410,
        ("这个录像已被收回。", "如需观看，请联系授课教师。"),
        ("The recording has been taken back.", "Ask its teacher if you need it."),
    ),
    "bad_signature": Wording(
        403,
        ("链接无效或已被改动。", "请回到页面重新获取链接。"),
        ("The address is not valid or was changed.", "Get a new one from the page."),
    ),
    "signature_expired": Wording(
        410,
        ("链接已过期。", "请回到页面重新获取链接。"),
        ("The address has expired.", "Get a new one from the page."),
    ),
    "no_such_member": Wording(
        404,
        ("录像中没有这间教室。", "请从列表中选择。"),
        ("The recording has nothing of this classroom.", "Choose one of the list."),
    ),
    "recording_removed": Wording(
        410,
        ("这个录像的文件已按规定清除。", "上课记录仍然保留，可在课表中查看。"),
        ("The recording's files have been removed.", "The lesson's facts remain; see the timetable."),
    ),
}
