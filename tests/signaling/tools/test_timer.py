"""The clock on every screen."""

from tests.support.room import MASTER, Story

MINUTE = 60_000


def test_a_timer_runs_to_its_end() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("start_timer", title="小组讨论", duration_ms=5 * MINUTE)
    assert lesson.state.timer.ends_at == lesson.now + 5 * MINUTE


def test_held_and_resumed_it_has_lost_nothing() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("start_timer", duration_ms=5 * MINUTE)
    lesson.later(60)
    teacher.says("pause_timer")
    lesson.later(30)
    teacher.says("resume_timer")
    assert lesson.state.timer.ends_at == lesson.now + 4 * MINUTE


def test_one_that_has_run_out_is_not_held() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("start_timer", duration_ms=1_000)
    lesson.later(2)
    teacher.says("pause_timer")
    assert lesson.state.timer.paused_ms_left is None


def test_a_countdown_runs_before_the_lesson_and_ends_with_its_beginning() -> None:
    lesson = Story()
    teacher = lesson.joins("teacher", MASTER)
    teacher.says("start_timer", kind="countdown", duration_ms=5 * MINUTE)
    assert lesson.state.timer.kind == "countdown"
    teacher.says("start_lesson")
    assert lesson.state.timer.kind is None


def test_nobody_sets_it_for_days() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    assert teacher.is_refused("start_timer", duration_ms=24 * 60 * MINUTE) == "timer_too_long"


def test_stopping_takes_it_off_the_screens() -> None:
    lesson = Story()
    teacher, _ = lesson.taught("class-a")
    teacher.says("start_timer", duration_ms=MINUTE)
    teacher.says("stop_timer")
    assert lesson.state.timer.kind is None
