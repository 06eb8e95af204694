"""
S-T analysis of a lesson, and its place in the Rt-Ch chart.

Every so many seconds what goes on is coded T (the teacher explains, shows, writes, asks) or S (pupils
speak, think, work, or nobody does anything). What is not known is no sample. Of N samples N_T are T,
in g unbroken runs:
Rt = N_T / N is the teacher's share, Ch = (g - 1) / N how often it changes.
After 傅德荣, 章慧敏: 教育信息处理 (北京师范大学出版社, 2001), where the bounds of the types are from too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from server.library.analysis.talk import joined
from server.library.intervals import Interval, common, total, union

Type = Literal["practice", "lecture", "dialogue", "mixed"]

#: 练习型 up to, 讲授型 from, 对话型 from.
PRACTICE_RT, LECTURE_RT, DIALOGUE_CH = 0.3, 0.7, 0.4
#: Who draws breath goes on speaking.
BREATH_MS = 2000
#: A sample is T when the teacher acts for half of it, and unknown when half of it is not known.
_SHARE = 0.5
UNKNOWN = "-"
#: A lesson of at least so many milliseconds is sampled every so many; shorter ones more finely.
_STEPS = ((1_200_000, 30_000), (600_000, 15_000), (0, 10_000))


@dataclass(frozen=True, slots=True)
class StudentTeacher:
    """`samples` is a letter each `step_ms`, `-` where nobody knows; `n` is N and `runs` g."""

    step_ms: int
    samples: str

    @property
    def known(self) -> str:
        """The samples that are known, one behind the other."""
        return self.samples.replace(UNKNOWN, "")

    @property
    def n(self) -> int:
        return len(self.known)

    @property
    def runs(self) -> int:
        return sum(1 for _ in groupby(self.known))

    @property
    def rt(self) -> float:
        return self.known.count("T") / self.n

    @property
    def ch(self) -> float:
        return (self.runs - 1) / self.n

    @property
    def type(self) -> Type:
        """Where the chart's areas overlap, many changes are what marks the lesson."""
        if self.ch >= DIALOGUE_CH:
            return "dialogue"
        if self.rt <= PRACTICE_RT:
            return "practice"
        return "lecture" if self.rt >= LECTURE_RT else "mixed"


def student_teacher(
    spoken: Sequence[Interval],
    shown: Sequence[Interval],
    duration_ms: int,
    known: Sequence[Interval] | None = None,
) -> StudentTeacher | None:
    """
    Sample a lesson by when the teacher spoke, and wrote or played something; `None` for none worth a sample.

    `known` is when it is known whether the teacher spoke, without it always. The rest of a last
    sample that is not whole is left out.
    """
    step_ms = next(step for least, step in _STEPS if duration_ms >= least)
    acting = union([*joined(spoken, BREATH_MS), *shown])
    starts = range(0, duration_ms - step_ms + 1, step_ms)
    told = [(0, duration_ms)] if known is None else union([*known, *acting])
    samples = "".join(_letter(acting, told, start, step_ms) for start in starts)
    return StudentTeacher(step_ms, samples) if samples.strip(UNKNOWN) else None


def _letter(acting: Sequence[Interval], known: Sequence[Interval], start: int, step_ms: int) -> str:
    within = [(start, start + step_ms)]
    if total(common(within, acting)) >= _SHARE * step_ms:
        return "T"
    return "S" if total(common(within, known)) >= _SHARE * step_ms else UNKNOWN
