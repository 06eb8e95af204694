"""A lesson told by its events and seconds: a teacher `t` with the classrooms `a` and `b`."""

from __future__ import annotations

from server.library.course import Step, steps
from signaling.cues import Cue, Event, LessonStarted, MemberJoined, SourceAdded
from signaling.state import LessonState, Member, Role, RoomState, Source, SourceKind

#: Unix ms at which the lesson clock shows zero.
START = 1_795_226_400_000
EMPTY = RoomState(lesson=LessonState(id="3mq7c2xk9a4d", title="荷塘月色"))
NAMES = {"t": "李老师", "a": "三年级", "b": "四年级"}


def joined(member: str) -> MemberJoined:
    role = Role.MASTER if member == "t" else Role.RURAL
    return MemberJoined(member=Member(id=member, name=NAMES[member], role=role))


def camera(member: str, audio: bool = True, video: bool = True) -> SourceAdded:
    kind = SourceKind.CAMERA
    return SourceAdded(
        source=Source(id=f"{member}/{kind}", member=member, kind=kind, audio=audio, video=video)
    )


#: Everybody is there with a camera before the lesson begins.
ARRIVED: list[Event] = [each for member in NAMES for each in (joined(member), camera(member))]


def cues(*events: tuple[float, Event]) -> list[Cue]:
    """The lesson's cues; times are seconds of the lesson clock."""
    told = [(-1.0, event) for event in ARRIVED] + [(0.0, LessonStarted()), *events]
    return [
        Cue(n=n, at=START + round(1000 * at), by="t", event=event) for n, (at, event) in enumerate(told, 1)
    ]


def course(*events: tuple[float, Event]) -> list[Step]:
    return list(steps(cues(*events), EMPTY, START))
