"""Errors of publishing, keeping and deleting recordings."""

from __future__ import annotations

from server.web.wording import Wording

PUBLICATION_ERRORS: dict[str, Wording] = {
    "recording_trashed": Wording(
        410,
        ("这个录像在回收站里。", "可先在回收站中还原，再观看。"),
        ("The recording is in the trash.", "Restore it from the trash to watch it."),
    ),
    "recording_removed": Wording(
        410,
        ("这个录像的文件已按规定清除。", "上课记录仍然保留，可在课表中查看。"),
        ("The recording's files have been removed.", "The lesson's facts remain; see the timetable."),
    ),
}
