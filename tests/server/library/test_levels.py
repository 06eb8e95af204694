"""How loud a source was on the lesson clock, out of journals written by hand."""

from __future__ import annotations

from media.recording.journal import (
    EndLine,
    FragmentLine,
    GapLine,
    GapReason,
    Journal,
    LevelsLine,
    SyncLine,
    TakeLine,
)
from media.recording.levels import UNKNOWN, Basis
from server.library.levels import coarser, sounds


def take(
    *values: int, start_ms: int = 0, lasts_ms: int = 1000, basis: Basis = "header", offset: float = 0.0
) -> Journal:
    """A take with levels at its beginning; `offset` is its lesson time less its file time."""
    head = TakeLine(
        take="u3-camera-audio-0001",
        file="u3-camera-audio-0001.mp4",
        source="u3/camera",
        kind="audio",
        codec="opus",
        channels=2,
        started_at=0,
        opened_at=0,
        timescale=48000,
    )
    part = FragmentLine(offset=0, size=1, start_ms=start_ms, duration_ms=lasts_ms, samples=1, keyframe=True)
    levels = [LevelsLine(start_ms=start_ms, basis=basis, values=bytes(values).hex())] if values else []
    sync = SyncLine(media_ms=0, lesson_ms=offset, basis="sender_report")
    return Journal(head, None, [sync], [part], [], levels, EndLine(reason="finished"))


def lost(entry: Journal, start_ms: int, duration_ms: int, reason: GapReason = "loss") -> Journal:
    entry.gaps.append(GapLine(start_ms=start_ms, duration_ms=duration_ms, packets=5, reason=reason))
    return entry


def values(*journals: Journal, duration_ms: int = 1000) -> list[int]:
    (sound,) = sounds(journals, duration_ms)
    return list(sound.values)


def test_levels_lie_on_the_lesson_clock() -> None:
    found = values(take(90, 91, lasts_ms=200, start_ms=500, offset=-200.0))
    assert found == [UNKNOWN] * 3 + [90, 91] + [UNKNOWN] * 5


def test_a_sender_that_has_nothing_to_send_is_silent() -> None:
    assert values(take(90, UNKNOWN, 90, lasts_ms=500)) == [90, 0, 90, 0, 0] + [UNKNOWN] * 5


def test_what_was_lost_on_the_way_is_unknown() -> None:
    entry = lost(take(90, UNKNOWN, UNKNOWN, 90, lasts_ms=400), 100, 200)
    assert values(entry, duration_ms=400) == [90, UNKNOWN, UNKNOWN, 90]


def test_takes_of_one_source_join_and_the_louder_counts() -> None:
    assert values(take(80, 80, lasts_ms=200), take(70, 90, lasts_ms=200)) == [80, 90] + [UNKNOWN] * 8


def test_a_take_without_levels_is_unknown() -> None:
    (sound,) = sounds([take()], 1000)
    assert (sound.basis, set(sound.values)) == ("unknown", {UNKNOWN})


def test_sizes_of_packets_are_a_rough_sign() -> None:
    sizes = [15] * 50 + [45] * 50
    (sound,) = sounds([take(*sizes, lasts_ms=10_000, basis="payload")], 10_000)
    assert (sound.basis, sound.values[0], sound.values[99]) == ("payload", 40, 100)


def test_a_sender_of_constant_rate_tells_nothing() -> None:
    (sound,) = sounds([take(*([80] * 100), lasts_ms=10_000, basis="payload")], 10_000)
    assert sound.basis == "unknown"


def test_coarser_steps_keep_the_loudest_known() -> None:
    assert list(coarser(bytes([1, 5, UNKNOWN, UNKNOWN, UNKNOWN, 3]), 2)) == [5, UNKNOWN, 3]
