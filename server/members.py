"""Which member a user or a classroom is in a lesson's room, so that pages, rooms and recordings agree."""

from __future__ import annotations

from server.data.models import Camera, Classroom, Lesson, User
from signaling.claims import Claims
from signaling.room import RoomCamera
from signaling.state import Member, Role, SourceKind
from signaling.tools.conduct.state import FORMS, LessonForm


def person_member(user: User, lesson: Lesson, role: Role) -> Member:
    """A signed-in person; one who teaches may look on from a second screen without displacing the first."""
    place = f"{lesson.master.school.name} {lesson.master.name}" if lesson.master else ""
    if role is Role.MASTER:
        return Member(id=user.id, name=user.name, role=role, place=place)
    if role is Role.RURAL:
        return Member(id=user.id, name=user.name, role=role)
    return Member(id=f"{user.id}-observer", name=user.name, role=role)


def classroom_member(classroom: Classroom) -> Member:
    """A rural classroom: its terminal speaks for all in it, so the member is the classroom."""
    return Member(id=classroom.id, name=classroom.name, role=Role.RURAL, place=classroom.school.name)


def expected(lesson: Lesson) -> tuple[Member, ...]:
    """The classrooms that shall come, in their order, as absent members."""
    return tuple(
        classroom_member(place.classroom).model_copy(update={"present": False}) for place in lesson.places
    )


def enrolled(lesson: Lesson) -> dict[str, int]:
    """How many pupils belong to each classroom of the lesson, where that is known."""
    rooms = (place.classroom for place in lesson.places)
    return {room.id: room.pupils for room in rooms if room.pupils is not None}


def known_form(form: str) -> LessonForm:
    """The lesson's form as its room has it; a word of another time is an ordinary lesson."""
    return next((known for known in FORMS if known == form), "synchronous")


def room_camera(camera: Camera, lesson: Lesson) -> RoomCamera:
    """A classroom's camera as its room knows it; the master classroom's is that of whoever teaches."""
    member = None if camera.classroom_id == lesson.master_classroom_id else camera.classroom_id
    return RoomCamera(camera.id, camera.name, SourceKind(camera.kind), member)


def claims(member: Member, lesson_id: str, expires_at: int, terminal: str = "") -> Claims:
    """What the member's ticket says; `expires_at` is Unix time in milliseconds, `terminal` who fetches it."""
    return Claims(
        sub=member.id,
        lesson=lesson_id,
        role=member.role,
        name=member.name,
        place=member.place,
        exp=expires_at,
        terminal=terminal,
    )
