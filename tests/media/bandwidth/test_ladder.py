"""Who gets how much of a thin line."""

from media.bandwidth.ladder import Flow, Ladder

Q, H, F = 150_000.0, 500_000.0, 1_700_000.0
SCREEN = Flow("screen", 0, (800_000.0,))
STAGE = Flow("stage", 1, (Q, H, F))
CLASSROOMS = [Flow(f"classroom {number}", 2, (Q, H)) for number in (1, 2)]


def settled(flows: list[Flow], budget: float, ladder: Ladder | None = None, start: float = 0.0) -> dict:
    """What everybody has after ten seconds with this budget."""
    ladder = ladder or Ladder()
    for step in range(51):
        granted = ladder.grant(flows, budget, start + step / 5)
    return granted.steps


def test_with_room_for_all_everybody_gets_the_best():
    assert settled([SCREEN, STAGE, *CLASSROOMS], 10e6) == {
        "screen": 0,
        "stage": 2,
        "classroom 1": 1,
        "classroom 2": 1,
    }


def test_every_picture_is_seen_before_the_stage_is_sharp():
    assert settled([STAGE, *CLASSROOMS], 2e6) == {"stage": 1, "classroom 1": 1, "classroom 2": 1}


def test_the_stage_is_readable_before_classrooms_are_seen():
    assert settled([STAGE, *CLASSROOMS], 600_000) == {"stage": 1, "classroom 1": -1, "classroom 2": -1}


def test_the_screen_comes_before_the_stage():
    assert settled([STAGE, SCREEN], 900_000) == {"screen": 0, "stage": -1}


def test_what_does_not_fit_leaves_its_place_to_what_does():
    assert settled([SCREEN, STAGE], 600_000) == {"screen": -1, "stage": 1}


def test_the_first_picture_comes_at_once_and_more_of_it_a_moment_later():
    ladder = Ladder()
    assert ladder.grant([STAGE], 10e6, 0.0).steps == {"stage": 0}
    assert ladder.grant([STAGE], 10e6, 0.2).steps == {"stage": 0}
    assert settled([STAGE], 10e6, ladder, 0.4) == {"stage": 2}


def test_it_goes_down_at_once():
    ladder = Ladder()
    settled([STAGE], 10e6, ladder)
    assert ladder.grant([STAGE], 300_000, 11.0).steps == {"stage": 0}


def test_what_swings_a_little_above_the_budget_is_kept():
    ladder = Ladder()
    settled([STAGE], 2e6, ladder)
    assert ladder.grant([STAGE], F / 1.04, 11.0).steps == {"stage": 2}


def test_a_step_that_was_lost_is_given_again_only_after_a_while_and_each_time_later():
    ladder = Ladder()
    settled([STAGE], 10e6, ladder)
    waits = []
    now = 11.0
    for _ in range(3):
        ladder.grant([STAGE], 300_000, now)
        lost = now
        while ladder.grant([STAGE], 600_000, now).steps["stage"] < 1:
            now += 0.1
        waits.append(round(now - lost))
    assert waits == [3, 6, 12]


def test_the_wish_is_what_the_next_step_needs():
    granted = Ladder().grant([STAGE], 400_000, 0.0)
    assert granted.used == Q
    assert granted.wish is not None
    assert H < granted.wish < 1.2 * H


def test_nothing_is_wished_for_when_all_is_granted():
    ladder = Ladder()
    settled([STAGE], 10e6, ladder)
    assert ladder.grant([STAGE], 10e6, 11.0).wish is None


def test_a_picture_that_does_not_get_through_loses_a_step_whatever_the_budget():
    ladder = Ladder()
    settled([STAGE], 10e6, ladder)
    ladder.lose("stage", 11.0)
    assert ladder.grant([STAGE], 10e6, 11.0).steps == {"stage": 1}
