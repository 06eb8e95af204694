"""Finding out whether a line carries more than it is used for."""

from __future__ import annotations

from media.bandwidth.probe import Prober
from tests.media.bandwidth.line import PACKET, Sender, Video, conditions

M, K = 1e6, 1e3


class Probed(Sender):
    """Pictures of 150 kbit/s, with somebody who wishes for more."""

    def start(self, wish: float | None) -> Probed:
        self.video = Video(150 * K)
        self.prober = Prober(self.estimate)
        self.prober.wish = wish
        self.padded = 0
        self.on_report = lambda report, now: self.prober.receive(report, self.rtt, now)
        self.on_step = self.fill
        return self

    @property
    def next(self) -> int:
        return len(self.sizes)

    def size_since(self, number: int) -> int:
        return sum(self.sizes[number:])

    def fill(self, now: float) -> None:
        missing = self.prober.tick(self, self.rtt, now)
        while missing > 0:
            self.send(PACKET)
            self.padded += PACKET
            missing -= PACKET


def test_a_good_line_is_known_within_three_seconds():
    probed = Probed(conditions(20 * M)).start(2 * M)
    probed.play(3)
    assert probed.estimate.rate >= 2 * M


def test_a_line_with_losses_and_jitter_is_known_too():
    probed = Probed(conditions(5 * M, loss=0.05, rtt=0.12, jitter=0.04)).start(2 * M)
    probed.play(10)
    assert probed.estimate.rate >= 1.7 * M


def test_a_line_that_does_not_carry_it_is_not_overrated():
    probed = Probed(conditions(600 * K, rtt=0.12)).start(2 * M)
    probed.play(60)
    assert probed.estimate.rate < 700 * K


def test_probes_that_fail_become_rare():
    probed = Probed(conditions(300 * K)).start(600 * K)
    probed.play(60)
    first = probed.prober.sent
    probed.play(60)
    assert first <= 7
    assert probed.prober.sent - first <= 4


def test_sound_waits_little_for_a_probe_that_fails():
    probed = Probed(conditions(300 * K, rtt=0.1)).start(2 * M)
    probed.play(60)
    assert max(probed.audio_delays[500:]) < 0.05 + 0.45


def test_without_a_wish_nothing_is_sent():
    probed = Probed(conditions(20 * M)).start(None)
    probed.play(10)
    assert probed.padded == 0


def test_a_wish_that_is_known_to_fit_needs_no_probe():
    probed = Probed(conditions(20 * M)).start(300 * K)
    probed.play(10)
    assert probed.padded == 0


def test_while_the_line_is_full_nothing_is_tried():
    probed = Probed(conditions(100 * K, queue=200_000)).start(1 * M)
    while not probed.estimate.full:
        probed.play(0.05)
    sent = probed.prober.sent
    probed.play(1)
    assert probed.prober.sent == sent


def test_a_probe_of_which_nothing_is_heard_is_tried_again_later():
    probed = Probed(conditions(20 * M)).start(2 * M)
    probed.play(0.05)
    probed.back.cut = True
    probed.play(5)
    assert 2 <= probed.prober.sent <= 4
    assert probed.estimate.rate < 1 * M
    probed.back.cut = False
    probed.play(5)
    assert probed.estimate.rate >= 1.9 * M
