"""Write the analysis of a lesson as a workbook: the figures, and how each of them was computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from server.library.analysis.report import Analysis, ClassroomFigures, StFigures
from server.library.analysis.wording import HEADS, HOW, LABELS, NAMES, TYPES
from server.sheets import Table, workbook

Language = Literal["zh-CN", "en"]
Cell = str | float | None


def written(analysis: Analysis, language: Language) -> bytes:
    """The whole as XLSX; times in seconds, shares in per cent."""
    names, heads = NAMES[language], HEADS[language]
    tables = [
        Table(names["overview"], heads["overview"], _overview(analysis, language)),
        Table(
            names["classrooms"],
            heads["classrooms"],
            [_classroom(each, analysis) for each in analysis.classrooms],
        ),
        Table(names["minutes"], heads["minutes"], _minutes(analysis)),
        Table(names["st"], heads["st"], _samples(analysis.st)),
        Table(names["how"], heads["how"], HOW[language]),
    ]
    return workbook(tables)


def _overview(analysis: Analysis, language: Language) -> list[Sequence[Cell]]:
    labels, talk, st = LABELS[language], analysis.talk, analysis.st
    rows: list[tuple[str, Cell]] = [
        ("title", analysis.title),
        ("duration", _seconds(analysis.duration_ms)),
        ("teacher", _seconds(talk.teacher_ms) if talk else None),
        ("pupils", _seconds(talk.pupils_ms) if talk else None),
        ("both", _seconds(talk.both_ms) if talk else None),
        ("silence", _seconds(talk.silence_ms) if talk else None),
        ("unknown", _seconds(talk.unknown_ms) if talk else None),
        ("rt", st.rt if st else None),
        ("ch", st.ch if st else None),
        ("n", st.n if st else None),
        ("runs", st.runs if st else None),
        ("type", TYPES[language][st.type] if st else None),
        ("stage", _share(analysis.teacher_stage_ms, analysis.duration_ms)),
        ("questions", analysis.questions),
    ]
    return [(labels[name], value) for name, value in rows]


def _classroom(room: ClassroomFigures, analysis: Analysis) -> Sequence[Cell]:
    answers = room.answers
    return (
        room.name,
        room.place,
        _seconds(room.present_ms),
        room.turns,
        _seconds(room.floor_ms),
        _seconds(room.spoke_ms),
        _share(room.stage_ms, analysis.duration_ms),
        room.hands,
        room.waits.count,
        _seconds(room.waits.p50_ms),
        _seconds(room.waits.max_ms),
        answers.questions if answers else None,
        answers.right if answers else None,
        answers.rated if answers else None,
        room.marks,
        room.messages,
    )


def _minutes(analysis: Analysis) -> list[Sequence[Cell]]:
    return [
        (
            part.at_ms / 60_000,
            _seconds(part.teacher_ms),
            _seconds(part.pupils_ms),
            _seconds(part.both_ms),
            _seconds(part.silence_ms),
            _seconds(part.unknown_ms),
        )
        for part in analysis.minutes
    ]


def _samples(st: StFigures | None) -> list[Sequence[Cell]]:
    if st is None:
        return []
    return [
        (
            number + 1,
            number * st.step_ms / 1000,
            letter,
            st.samples[: number + 1].count("T"),
            st.samples[: number + 1].count("S"),
        )
        for number, letter in enumerate(st.samples)
    ]


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else round(milliseconds / 1000, 1)


def _share(part_ms: int, whole_ms: int) -> float | None:
    return round(100 * part_ms / whole_ms, 1) if whole_ms else None
