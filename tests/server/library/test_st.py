"""S-T analysis and Rt-Ch, held against examples worked out on paper."""

from __future__ import annotations

import pytest

from server.library.analysis.st import StudentTeacher, student_teacher

MINUTE = 60_000


def spans(letters: str, step_ms: int) -> list[tuple[int, int]]:
    """The teacher speaks through every T."""
    return [(at * step_ms, (at + 1) * step_ms) for at, letter in enumerate(letters) if letter == "T"]


def test_the_example_on_paper() -> None:
    """
    Twenty samples: TTTT SS TT S TTTTT SSSS TT.

    T: 4 + 2 + 5 + 2 = 13 of 20, Rt = 0.65. Runs: TTTT, SS, TT, S, TTTTT, SSSS, TT = 7; Ch = 6 / 20 = 0.3.
    """
    found = StudentTeacher(30_000, "TTTTSSTTSTTTTTSSSSTT")
    assert (found.rt, found.runs, found.ch, found.type) == (0.65, 7, 0.3, "mixed")


@pytest.mark.parametrize(
    ("samples", "rt", "ch", "type"),
    [
        ("TTTTTTTTTT", 1.0, 0.0, "lecture"),
        ("SSSSSSSSSS", 0.0, 0.0, "practice"),
        ("TSTSTSTSTS", 0.5, 0.9, "dialogue"),
        # At the bounds: 7 of 10 is lecture already, 3 of 10 still practice, 4 changes in 10 dialogue.
        ("TTTTTTTSSS", 0.7, 0.1, "lecture"),
        ("SSSSSSSTTT", 0.3, 0.1, "practice"),
        ("TTTSTSTTTS", 0.7, 0.5, "dialogue"),
        ("TTSTTTSSSS", 0.5, 0.3, "mixed"),
        ("TSSTTSSTTT", 0.6, 0.4, "dialogue"),
    ],
)
def test_types_of_teaching(samples: str, rt: float, ch: float, type: str) -> None:
    found = StudentTeacher(30_000, samples)
    assert (found.rt, found.ch, found.type) == (rt, ch, type)


def test_who_speaks_through_a_sample_is_its_letter() -> None:
    letters = "TTSSTSTTTSSTTSSSTTTS" * 2
    found = student_teacher(spans(letters, 30_000), [], 20 * MINUTE)
    assert found is not None
    assert (found.step_ms, found.samples) == (30_000, letters)


@pytest.mark.parametrize(("minutes", "step_ms"), [(45, 30_000), (20, 30_000), (19, 15_000), (9, 10_000)])
def test_shorter_lessons_are_sampled_more_finely(minutes: int, step_ms: int) -> None:
    found = student_teacher([], [], minutes * MINUTE)
    assert found is not None
    assert (found.step_ms, len(found.samples)) == (step_ms, minutes * MINUTE // step_ms)


@pytest.mark.parametrize(("spoken_ms", "letter"), [(14_900, "S"), (15_000, "T")])
def test_half_of_a_sample_makes_it_the_teachers(spoken_ms: int, letter: str) -> None:
    found = student_teacher([(0, spoken_ms)], [], 20 * MINUTE)
    assert found is not None and found.samples[0] == letter


def test_breaths_are_bridged_and_thinking_is_not() -> None:
    breaths = student_teacher([(0, 5000), (7000, 12_000), (14_000, 16_000)], [], 20 * MINUTE)
    thinking = student_teacher([(0, 5000), (7500, 10_000), (12_500, 16_000)], [], 20 * MINUTE)
    assert breaths is not None and thinking is not None
    assert (breaths.samples[0], thinking.samples[0]) == ("T", "S")


def test_writing_and_films_are_teaching() -> None:
    found = student_teacher([(0, 8000)], [(8000, 20_000)], 20 * MINUTE)
    assert found is not None and found.samples[:2] == "TS"


def test_what_is_shorter_than_a_sample_gives_none() -> None:
    assert student_teacher([], [], 9000) is None
