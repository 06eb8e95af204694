"""The analysis of a recorded lesson, as pages and sheets have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from server.library.analysis.answers import Answered
from server.library.analysis.classrooms import Classroom, classrooms
from server.library.analysis.showing import shown
from server.library.analysis.st import Type, student_teacher
from server.library.analysis.talk import MINUTE_MS, Talk, Voices, heard, minutes, talk
from server.library.course import Step
from server.library.levels import Sound
from server.library.spans import on_stage
from signaling.shape import Shape
from signaling.state import Role
from signaling.tools.questions.cues import QuestionOpened
from signaling.tools.questions.state import MASTER_PLACE


class TalkFigures(Shape):
    """Milliseconds from `at_ms` on; what the classrooms said is null for whom their sound is left out."""

    at_ms: int
    teacher_ms: int
    pupils_ms: int | None
    both_ms: int | None
    silence_ms: int | None
    unknown_ms: int


class StFigures(Shape):
    """`samples` is a letter each `step_ms`, `-` where nobody knows; `n` of them are known; `runs` is g."""

    step_ms: int
    samples: str
    n: int
    teacher: int
    runs: int
    rt: float
    ch: float
    type: Type


class Waits(Shape):
    """How long raised hands waited for the floor, in ms; null without any."""

    count: int
    p50_ms: int | None
    max_ms: int | None


class AnswerFigures(Shape):
    """Questions answered, and how many of the answers that can be told were right."""

    questions: int
    rated: int
    right: int


class ClassroomFigures(Shape):
    """What one classroom did; null where it is not known or not shown to whoever asks."""

    member: str
    name: str
    place: str
    present_ms: int
    turns: int
    floor_ms: int
    spoke_ms: int | None
    stage_ms: int
    hands: int
    waits: Waits
    marks: int
    messages: int
    answers: AnswerFigures | None


class Analysis(Shape):
    """
    Facts of one lesson; nothing in it is a mark.

    `basis` is what voices were told by; `withheld` names what is left out for whoever asks:
    `classroom_sound`, `answers`.
    """

    recording: str
    title: str
    duration_ms: int
    basis: Literal["header", "payload", "unknown"]
    withheld: list[Literal["classroom_sound", "answers"]]
    talk: TalkFigures | None
    minute_ms: int
    minutes: list[TalkFigures]
    st: StFigures | None
    classrooms: list[ClassroomFigures]
    teacher_stage_ms: int
    questions: int
    beside_teacher: AnswerFigures | None


@dataclass(frozen=True, slots=True)
class Material:
    """
    What the analysis is made of; `answers` by place, `None` for whom they are left out.

    `all_heard` says that the classrooms' sound is served to whoever asks.
    """

    recording: str
    title: str
    duration_ms: int
    sounds: Sequence[Sound]
    course: Sequence[Step]
    answers: Mapping[str, Answered] | None
    all_heard: bool = True


def analyse(material: Material) -> Analysis:
    """Compute every figure; a second or so for a long lesson, so in a thread."""
    course, duration_ms = material.course, material.duration_ms
    teachers = _teachers(course)
    voices = heard(material.sounds, teachers, duration_ms)
    stage = on_stage(course, duration_ms)
    withheld: list[Literal["classroom_sound", "answers"]] = []
    withheld += [] if material.all_heard else ["classroom_sound"]
    withheld += [] if material.answers is not None else ["answers"]
    answers = material.answers or {}
    return Analysis(
        recording=material.recording,
        title=material.title,
        duration_ms=duration_ms,
        basis=_basis(material.sounds, teachers),
        withheld=withheld,
        talk=_talk(talk(voices, 0, duration_ms), material.all_heard) if voices.known else None,
        minute_ms=MINUTE_MS,
        minutes=_minutes(voices, material),
        st=_st(voices, course, teachers, duration_ms),
        classrooms=[
            _classroom(each, None if material.answers is None else answers.get(each.member, Answered()))
            for each in classrooms(course, voices.classrooms, duration_ms)
        ],
        teacher_stage_ms=sum(span.length_ms for span in stage if span.value.partition("/")[0] in teachers),
        questions=sum(1 for step in course if isinstance(step.event, QuestionOpened)),
        beside_teacher=_answered(answers.get(MASTER_PLACE)),
    )


def _teachers(course: Sequence[Step]) -> frozenset[str]:
    """Whoever led or taught at any time of the lesson."""
    return frozenset(
        member.id for step in course for member in step.after.members.values() if member.role is Role.MASTER
    )


def _basis(sounds: Sequence[Sound], teachers: frozenset[str]) -> Literal["header", "payload", "unknown"]:
    bases = {sound.basis for sound in sounds if sound.source.partition("/")[0] in teachers}
    return "header" if "header" in bases else "payload" if "payload" in bases else "unknown"


def _talk(part: Talk, all_heard: bool) -> TalkFigures:
    if all_heard:
        return TalkFigures(
            at_ms=part.at_ms,
            teacher_ms=part.teacher_ms,
            pupils_ms=part.pupils_ms,
            both_ms=part.both_ms,
            silence_ms=part.silence_ms,
            unknown_ms=part.unknown_ms,
        )
    teacher_ms = part.teacher_ms + part.both_ms
    return TalkFigures(
        at_ms=part.at_ms,
        teacher_ms=teacher_ms,
        pupils_ms=None,
        both_ms=None,
        silence_ms=None,
        unknown_ms=part.unknown_ms,
    )


def _minutes(voices: Voices, material: Material) -> list[TalkFigures]:
    if not voices.known:
        return []
    return [_talk(part, material.all_heard) for part in minutes(voices, material.duration_ms)]


def _st(
    voices: Voices, course: Sequence[Step], teachers: frozenset[str], duration_ms: int
) -> StFigures | None:
    if not voices.known:
        return None
    found = student_teacher(voices.teacher, shown(course, teachers, duration_ms), duration_ms, voices.known)
    if found is None:
        return None
    return StFigures(
        step_ms=found.step_ms,
        samples=found.samples,
        n=found.n,
        teacher=found.samples.count("T"),
        runs=found.runs,
        rt=round(found.rt, 4),
        ch=round(found.ch, 4),
        type=found.type,
    )


def _classroom(found: Classroom, answered: Answered | None) -> ClassroomFigures:
    waits = sorted(found.waits)
    return ClassroomFigures(
        member=found.member,
        name=found.name,
        place=found.place,
        present_ms=found.present_ms,
        turns=found.turns,
        floor_ms=found.floor_ms,
        spoke_ms=found.spoke_ms,
        stage_ms=found.stage_ms,
        hands=found.hands,
        waits=Waits(
            count=len(waits),
            p50_ms=waits[(len(waits) - 1) // 2] if waits else None,
            max_ms=waits[-1] if waits else None,
        ),
        marks=found.marks,
        messages=found.messages,
        answers=_answered(answered),
    )


def _answered(answered: Answered | None) -> AnswerFigures | None:
    if answered is None:
        return None
    return AnswerFigures(questions=answered.questions, rated=answered.rated, right=answered.right)
