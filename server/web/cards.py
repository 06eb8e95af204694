"""How lessons and recordings look in the REST interface."""

from __future__ import annotations

from server.data.models import Classroom, Lesson, Recording
from server.web.shapes import ClassroomName, LessonCard, RecordingCard, TeacherName
from signaling.state import Phase, Role

#: A lesson that the command line made on a server without any teacher.
NO_TEACHER = TeacherName(id="operator", name="值班员")


def classroom_name(classroom: Classroom) -> ClassroomName:
    return ClassroomName(id=classroom.id, name=classroom.name, school=classroom.school.name)


def lesson_card(lesson: Lesson, role: Role | None = None) -> LessonCard:
    """The lesson with its names; it must have been loaded whole (`lessons.by_id`). `role` is the reader's."""
    return LessonCard(
        id=lesson.id,
        title=lesson.title,
        subject=lesson.subject,
        form=lesson.form,
        phase=Phase(lesson.phase),
        starts_at=lesson.starts_at,
        ends_at=lesson.ends_at,
        started_at=lesson.started_at,
        ended_at=lesson.ended_at,
        record=lesson.record,
        teacher=TeacherName(id=lesson.teacher.id, name=lesson.teacher.name) if lesson.teacher else NO_TEACHER,
        master=classroom_name(lesson.master) if lesson.master else None,
        classrooms=[classroom_name(place.classroom) for place in lesson.places],
        recording=lesson.recording.id if lesson.recording else None,
        role=role,
    )


def recording_card(recording: Recording, now: int, folder: str | None) -> RecordingCard:
    """The recording; while it runs its duration is the time since its start."""
    running = recording.state == "recording"
    return RecordingCard.model_validate(
        {
            "id": recording.id,
            "lesson": lesson_card(recording.lesson),
            "state": recording.state,
            "started_at": recording.started_at,
            "duration_ms": max(0, now - recording.started_at) if running else recording.duration_ms,
            "bytes": recording.bytes,
            "folder": folder,
        }
    )
