"""A run is held against what its profile demands, and against what the neighbours must keep."""

from dataclasses import replace

from tests.network.figures import Figures
from tests.network.measured import HEAD, Measured, checks, row
from tests.network.profiles import PROFILES

FINE = Figures(25.0, 0.0, 720, 30.0, 0.001, 0.001, 80.0, 0.0)


def run(profile: str, weak: Figures, other: Figures = FINE) -> Measured:
    return Measured(PROFILES[profile], "receiver", {"weak": weak}, {"other-1": FINE, "other-2": other})


def failed(measured: Measured) -> list[str]:
    return [check.measure for check in checks(measured) if not check.passed]


def test_a_faultless_run_passes():
    assert failed(run("good", FINE)) == []


def test_a_smaller_picture_is_enough_where_the_line_is_thin():
    small = replace(FINE, fps=15.0, height=180)
    assert failed(run("good", small)) == ["fps", "height"]
    assert failed(run("bad", small)) == []


def test_a_paused_picture_must_be_said():
    paused = replace(FINE, fps=0.0, height=None, concealed=0.05)
    assert failed(run("barely", paused)) == ["said", "hand"]
    said = run("barely", replace(paused, words=("画面已暂停：网络太慢，声音继续",)))
    said.hands = [(0.5, 0.9)]
    assert failed(said) == []


def test_no_sound_at_all_is_a_failure():
    assert failed(run("bad", replace(FINE, concealed=None))) == ["concealed"]


def test_a_neighbour_that_notices_is_a_failure():
    assert failed(run("bad", FINE, replace(FINE, fps=20.0, frozen=0.02))) == ["others' fps", "others' frozen"]


def test_a_line_that_flaps_is_judged_by_its_returns():
    flapping = run("flapping", FINE)
    flapping.sound_s, flapping.picture_s, flapping.handshakes = [0.6, 1.2], [0.9, None], 1
    assert failed(flapping) == ["sound back", "picture back", "no handshake"]


def test_every_column_has_its_cell():
    assert len(row(run("bad", FINE))) == len(HEAD)
