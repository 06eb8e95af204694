"""Who talked for how long: the teacher, the classrooms, both at once, or nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from server.library.intervals import Interval, common, total, union, without
from server.library.levels import Sound, recorded
from server.library.voices import voices
from signaling.state import SourceKind

MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class Voices:
    """
    When the teachers and each classroom were heard, as spans of the lesson.

    `known` is when the teachers' sound tells whether somebody speaks. Pupils who sit with the teacher
    are heard in the teacher's microphone and count as the teacher, unless they have their own.
    """

    teacher: Sequence[Interval]
    classrooms: Mapping[str, Sequence[Interval]]
    known: Sequence[Interval]

    @property
    def pupils(self) -> list[Interval]:
        """All classrooms together."""
        return union(span for spans in self.classrooms.values() for span in spans)


def heard(sounds: Iterable[Sound], teachers: Collection[str], duration_ms: int) -> Voices:
    """Sort the recorded sounds by whose they are; what a shared screen plays is nobody's voice."""
    teacher: list[Interval] = []
    classrooms: dict[str, list[Interval]] = {}
    known: list[Interval] = []
    for sound in sounds:
        member, _, kind = sound.source.partition("/")
        if kind == SourceKind.SCREEN or sound.basis == "unknown":
            continue
        spans = common(voices(sound.values), [(0, duration_ms)])
        if member in teachers and kind != SourceKind.PUPILS:
            known += recorded(sound.values)
            teacher += spans
        else:
            classrooms.setdefault(member, []).extend(spans)
    told = common(union(known), [(0, duration_ms)])
    return Voices(union(teacher), {member: union(spans) for member, spans in classrooms.items()}, told)


@dataclass(frozen=True, slots=True)
class Talk:
    """
    Milliseconds from `at_ms` on in which the teacher, classrooms, both at once or nobody was heard.

    In `unknown_ms` the teacher's sound is lost or was switched off, and no classroom was heard.
    """

    at_ms: int
    teacher_ms: int
    pupils_ms: int
    both_ms: int
    silence_ms: int
    unknown_ms: int


def talk(voices: Voices, start_ms: int, end_ms: int) -> Talk:
    """Who talked between two moments; the five parts are the whole."""
    within = [(start_ms, end_ms)]
    teacher, pupils = common(voices.teacher, within), common(voices.pupils, within)
    both = total(common(teacher, pupils))
    teacher_ms, pupils_ms = total(teacher) - both, total(pupils) - both
    rest = without(within, union([*teacher, *pupils]))
    silence_ms = total(common(rest, voices.known))
    return Talk(start_ms, teacher_ms, pupils_ms, both, silence_ms, total(rest) - silence_ms)


def minutes(voices: Voices, duration_ms: int) -> list[Talk]:
    """The same for each minute of the lesson; the last may be shorter."""
    starts = range(0, duration_ms, MINUTE_MS)
    return [talk(voices, start, min(start + MINUTE_MS, duration_ms)) for start in starts]


def joined(spans: Sequence[Interval], pause_ms: int) -> list[Interval]:
    """Spans with the pauses between them filled that are no longer than this."""
    pauses = without([(spans[0][0], spans[-1][1])], spans) if spans else []
    return union([*spans, *(pause for pause in pauses if pause[1] - pause[0] <= pause_ms)])
