"""Lines can be asked for by name and by figures, and survive the way to another process."""

import argparse
import json

import pytest

from tests.network.profiles import PROFILES, Profile
from tests.network.spelling import add_line_options, profiles_of, read_profile, write_profile


def asked(*words: str) -> list[Profile]:
    parser = argparse.ArgumentParser()
    add_line_options(parser)
    return profiles_of(parser.parse_args(words))


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_a_profile_survives_the_way_to_another_process(profile):
    assert read_profile(json.loads(json.dumps(write_profile(profile)))) == profile


def test_without_words_all_profiles_are_asked_for():
    assert asked() == list(PROFILES.values())


def test_a_line_of_ones_own_is_made_of_figures():
    words = [
        "--down",
        "1M",
        "--up",
        "500k",
        "--loss",
        "5",
        "--burst",
        "3-8",
        "--rtt",
        "120",
        "--jitter",
        "40",
        "--queue",
        "200",
    ]
    [own] = asked(*words)
    assert (own.down.rate, own.up.rate, own.down.loss, own.down.run) == (1e6, 500e3, 0.05, (3, 8))
    assert own.round_trip == pytest.approx(0.12)
    assert (own.down.queue, own.up.queue) == (25_000, 12_500)


def test_a_figure_beside_a_name_changes_only_that():
    [bad] = asked("--profile", "bad", "--loss", "20")
    assert bad.up.loss == 0.2
    assert bad.down.delay == PROFILES["bad"].down.delay
    assert bad.demands == PROFILES["bad"].demands


def test_a_name_that_there_is_not_is_refused():
    with pytest.raises(SystemExit, match="no profile awful"):
        asked("--profile", "awful")
