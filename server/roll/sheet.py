"""Write the roll of a lesson as a sheet for a spreadsheet program."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from server import sheets
from server.web.rollshapes import Roll, RollMember

HEADS = {
    "zh-CN": (
        "教室或人员",
        "学校",
        "身份",
        "应到",
        "实到",
        "缺席座位",
        "首次进入",
        "最后离开",
        "在场分钟",
        "进入次数",
    ),
    "en": (
        "Classroom or person",
        "School",
        "Role",
        "Enrolled",
        "Present",
        "Empty seats",
        "First came",
        "Last left",
        "Minutes present",
        "Visits",
    ),
}
ROLES = {
    "zh-CN": {"master": "主讲", "rural": "听课教室", "observer": "观摩"},
    "en": {"master": "Teacher", "rural": "Classroom", "observer": "Observer"},
}


def sheet(roll: Roll, language: str, zone: ZoneInfo) -> str:
    """Return the roll with a head in `language`, times in `zone`."""
    return sheets.sheet(HEADS[language], (_row(member, language, zone) for member in roll.members))


def _row(member: RollMember, language: str, zone: ZoneInfo) -> Sequence[object]:
    call = member.calls[-1] if member.calls else None
    came = member.visits[0].came if member.visits else None
    left = member.visits[-1].left if member.visits else None
    return (
        member.name,
        member.place,
        ROLES[language].get(member.role, member.role),
        "" if member.expected is None else member.expected,
        "" if call is None else call.present,
        "" if call is None else " ".join(call.absent),
        _time(came, zone),
        _time(left, zone),
        round(member.present_ms / 60_000),
        len(member.visits),
    )


def _time(moment: int | None, zone: ZoneInfo) -> str:
    if moment is None:
        return ""
    return f"{datetime.fromtimestamp(moment / 1000, zone):%Y-%m-%d %H:%M:%S}"
