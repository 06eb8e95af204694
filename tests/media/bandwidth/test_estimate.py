"""What a line is found to carry, from the feedback on what crossed it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.media.bandwidth.line import Sender, Video, conditions

M, K = 1e6, 1e3


def greedy(sender: Sender) -> Sender:
    """Let the pictures take all that the line is thought to carry."""

    def fill(now: float) -> None:
        sender.video.rate = max(0.0, sender.estimate.rate - 64 * K)

    sender.on_step = fill
    sender.pace = lambda: sender.estimate.rate * (0.75 if sender.estimate.full else 1.1) - 64 * K
    return sender


def mean_rate(sender: Sender, seconds: int) -> float:
    rates = []
    for _ in range(seconds * 2):
        sender.play(0.5)
        rates.append(sender.estimate.rate)
    return sum(rates) / len(rates)


@pytest.mark.parametrize(
    "line",
    [
        conditions(1 * M),
        conditions(1 * M, loss=0.1),
        conditions(1 * M, loss=0.05, rtt=0.12, jitter=0.04, run=(3, 8)),
        conditions(1 * M, queue=4_000),
        conditions(1 * M, queue=500_000),
        conditions(400 * K, loss=0.1, rtt=0.2, jitter=0.06),
        conditions(100 * K, loss=0.15, rtt=0.4, jitter=0.08),
    ],
    ids=["clean", "random loss", "burst loss", "shallow queue", "deep queue", "bad", "barely"],
)
def test_a_line_that_is_filled_is_known_within_a_quarter(line):
    sender = greedy(Sender(line, conditions(2 * M, loss=line.loss), seed=5))
    sender.play(15)
    assert 0.75 < mean_rate(sender, 20) / line.rate < 1.15


def test_sound_waits_little_on_a_line_that_is_filled():
    sender = greedy(Sender(conditions(1 * M, queue=500_000)))
    sender.play(30)
    delays = sorted(sender.audio_delays[500:])
    assert delays[int(0.99 * len(delays))] < 0.03 + 0.2


@pytest.mark.parametrize("jitter", [0.01, 0.04, 0.08])
@pytest.mark.parametrize("loss", [0.0, 0.15])
def test_jitter_and_losses_of_a_line_that_is_hardly_used_cost_nothing(jitter, loss):
    line = conditions(1 * M, loss=loss, rtt=0.2, jitter=jitter)
    sender = Sender(line, line, video=Video(150 * K), seed=3)
    sender.play(40)
    assert sender.estimate.rate >= 400 * K


def test_a_line_that_becomes_thin_is_followed_within_two_seconds():
    sender = greedy(Sender(conditions(2 * M)))
    sender.play(40)
    sender.there.conditions = conditions(500 * K)
    sender.play(2)
    assert sender.estimate.rate < 550 * K


def test_a_longer_way_is_taken_for_a_queue_only_for_a_while():
    sender = Sender(conditions(2 * M, rtt=0.04), video=Video(700 * K))
    sender.play(5)
    sender.there.conditions = conditions(2 * M, rtt=0.3)
    sender.play(8)
    assert not sender.estimate.full
    cuts = sender.estimate.cuts
    sender.play(10)
    assert sender.estimate.cuts == cuts


def test_lost_feedback_says_nothing_of_the_line():
    sender = Sender(conditions(1 * M), conditions(1 * M, loss=0.4), video=Video(200 * K))
    sender.play(30)
    assert sender.estimate.cuts == 0


def test_packets_that_overtake_each_other_are_not_lost():
    line = replace(conditions(1 * M), reorder=0.3)
    sender = Sender(line, video=Video(200 * K))
    sender.play(10)
    assert sender.estimate.losses.share < 0.02


def test_a_policer_that_drops_what_is_too_much_is_no_lossy_line():
    sender = greedy(Sender(conditions(1 * M, queue=3_000)))
    sender.play(60)
    assert sender.estimate.losses.inherent < 0.1


def test_after_an_outage_the_rate_is_there_again_at_once():
    sender = Sender(conditions(5 * M), video=Video(380 * K))
    sender.play(10)
    before = sender.estimate.rate
    sender.there.cut = sender.back.cut = True
    sender.play(5)
    sender.there.cut = sender.back.cut = False
    sender.play(2)
    assert sender.estimate.rate > 0.5 * before
