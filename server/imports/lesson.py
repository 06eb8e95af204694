"""The lesson that an imported film is of: held and over, with the cues that a replay needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from server.data.models import Lesson, User
from server.imports.about import About
from server.members import person_member
from signaling.cues import Cue, Event, LessonEnded, LessonStarted, MemberJoined, SourceAdded
from signaling.state import Member, Role, Source, SourceKind

#: Who teaches in a film of which nobody knows that.
_SOMEBODY = "teacher"
_NAME = "主讲教师"


def ended_lesson(id: str, about: About, zero: int, duration_ms: int, now: int) -> Lesson:
    """The lesson's row, whose clock begins at `zero` (Unix milliseconds)."""
    return Lesson(
        id=id,
        teacher_id=about.teacher,
        title=about.title,
        subject=about.subject,
        form="delivered",
        phase="ended",
        starts_at=zero,
        ends_at=zero + duration_ms,
        started_at=zero,
        ended_at=zero + duration_ms,
        created_at=now,
    )


def member_id(about: About) -> str:
    """Whose camera the film is."""
    return about.teacher or _SOMEBODY


def teaching(teacher: User | None, lesson: Lesson) -> Member:
    """Whoever teaches, as a member of the room that there never was."""
    if teacher is None:
        return Member(id=_SOMEBODY, name=_NAME, role=Role.MASTER)
    return person_member(teacher, lesson, Role.MASTER)


def cues_of(lesson: Lesson, member: Member, tracks: Collection[str]) -> list[Cue]:
    """It began, somebody taught before a camera with these `tracks` (`audio`, `video`), and it ended."""
    zero, end = lesson.starts_at, lesson.ends_at
    camera = Source(
        id=f"{member.id}/{SourceKind.CAMERA}",
        member=member.id,
        kind=SourceKind.CAMERA,
        audio="audio" in tracks,
        video="video" in tracks,
    )
    events: Sequence[tuple[int, Event]] = (
        (zero, LessonStarted()),
        (zero, MemberJoined(member=member)),
        (zero, SourceAdded(source=camera)),
        (end, LessonEnded()),
    )
    return [Cue(n=n, at=at, by=member.id, event=event) for n, (at, event) in enumerate(events, start=1)]
