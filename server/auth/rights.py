"""
Who may do what with a lesson: the one table of rights.

A grant counts for a lesson when its scope contains the lesson's schools: every one of
them to look into the lesson or its recording, one of them to see it in the timetable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.auth.person import Person
from server.data.models import Duty, Lesson
from signaling.state import Role


class Act(StrEnum):
    """What somebody may want to do with a lesson or, from `COMMENT` on, with its recording alone."""

    SEE = "see"
    LEAD = "lead"
    OBSERVE = "observe"
    WATCH = "watch"
    #: Put courseware and questions into the lesson.
    PREPARE = "prepare"
    COMMENT = "comment"
    SCORE = "score"
    #: Its words, tags, chapters, cover and attachments.
    EDIT = "edit"
    #: Publish it, change how, and take it back.
    PUBLISH = "publish"
    #: The takes as they are.
    DOWNLOAD = "download"
    EXPORT = "export"
    CLIP = "clip"
    #: Read who has looked at it.
    AUDIT = "audit"
    #: Put it into the trash and take it out again.
    TRASH = "trash"
    #: Delete a classroom from it for good.
    FORGET = "forget"


class Relation(StrEnum):
    """How a person stands to a lesson."""

    OPERATOR = "operator"
    TEACHER = "teacher"
    ADMINISTRATOR = "administrator"
    OVER_ALL = "over_all"
    #: By name, to watch a recording with the others.
    ASKED = "asked"
    OVER_SOME = "over_some"
    NONE = "none"


RIGHTS: Mapping[Relation, frozenset[Act]] = {
    Relation.OPERATOR: frozenset(Act),
    Relation.TEACHER: frozenset(Act),
    Relation.ADMINISTRATOR: frozenset({Act.SEE, Act.OBSERVE, Act.WATCH, Act.PREPARE}),
    Relation.OVER_ALL: frozenset({Act.SEE, Act.OBSERVE, Act.WATCH}),
    Relation.ASKED: frozenset({Act.SEE, Act.OBSERVE}),
    Relation.OVER_SOME: frozenset({Act.SEE}),
    Relation.NONE: frozenset(),
}

#: Duties that let one look into lessons; an assistant or a teacher sees those of the school in the timetable.
OVERSEEING = (Duty.RESEARCHER, Duty.INSPECTOR, Duty.ADMINISTRATOR)

Ancestors = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Rights:
    """
    A person's rights in lessons whose schools' `ancestors` (`places.ancestors`) are known.

    `asked` are ids of the lessons into which the person was asked by name.
    """

    person: Person
    ancestors: Ancestors
    asked: frozenset[str] = frozenset()

    def relation(self, lesson: Lesson) -> Relation:
        """The closest relation of the person to the lesson, which decides what may be done in it."""
        if self.person.user is None:
            return Relation.OPERATOR
        if lesson.teacher_id == self.person.user.id:
            return Relation.TEACHER
        schools = [self.ancestors.get(school, frozenset({school})) for school in schools_of(lesson)]
        if self._is_over(schools, Duty.ADMINISTRATOR):
            return Relation.ADMINISTRATOR
        if self._is_over(schools, *OVERSEEING):
            return Relation.OVER_ALL
        if lesson.id in self.asked:
            return Relation.ASKED
        somewhere = self.person.scopes(*Duty) | _classrooms_as_schools(self.person, lesson)
        if any(scopes & somewhere for scopes in schools):
            return Relation.OVER_SOME
        return Relation.NONE

    def _is_over(self, schools: Sequence[frozenset[str]], *duties: Duty) -> bool:
        return bool(schools) and all(scopes & self.person.scopes(*duties) for scopes in schools)

    def may(self, act: Act, lesson: Lesson) -> bool:
        return act in RIGHTS[self.relation(lesson)]

    def role(self, lesson: Lesson, wanted: Role | None = None) -> Role | None:
        """The role of the person's ticket: the wanted one, else the best; `None` without a right to it."""
        allowed = [Role.MASTER] if self.may(Act.LEAD, lesson) else []
        allowed += [Role.OBSERVER] if self.may(Act.OBSERVE, lesson) else []
        if wanted is not None:
            return wanted if wanted in allowed else None
        return allowed[0] if allowed else None


def schools_of(lesson: Lesson) -> frozenset[str]:
    """Ids of the schools that take part, the master's included."""
    classrooms = [place.classroom for place in lesson.places] + ([lesson.master] if lesson.master else [])
    schools = {classroom.school_id for classroom in classrooms}
    if not schools and lesson.teacher and lesson.teacher.school_id:
        schools = {lesson.teacher.school_id}
    return frozenset(schools)


def all_schools(lessons: Iterable[Lesson]) -> set[str]:
    return {school for lesson in lessons for school in schools_of(lesson)}


def _classrooms_as_schools(person: Person, lesson: Lesson) -> frozenset[str]:
    """A grant at a classroom lets one see that classroom's lessons."""
    scopes = person.scopes(*Duty)
    return frozenset(place.classroom.school_id for place in lesson.places if place.classroom_id in scopes)
