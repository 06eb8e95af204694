"""A source's time becomes the server's, and its packets are numbered without a step back."""

from __future__ import annotations

import struct
from itertools import pairwise

from media.ingest.rtp_stream import RtpStream
from media.ingest.timeline import Timeline
from media.packets.ntp import from_ntp
from media.packets.rtcp import SenderReport, parse_rtcp
from media.packets.rtp import RtpPacket

NOW = 1_795_226_400.0


def stamps(packets: list[bytes]) -> list[int]:
    return [RtpPacket(each).timestamp for each in packets]


def test_what_comes_at_its_pace_keeps_it() -> None:
    line = Timeline(NOW)
    times = [line.captured(100 + 0.04 * n, NOW + 0.04 * n + 0.01 * (n % 3)) for n in range(100)]
    assert all(abs(later - earlier - 0.04) < 1e-6 for earlier, later in pairwise(times))


def test_a_backlog_at_the_start_leaves_no_lasting_delay() -> None:
    line = Timeline(NOW)
    for n in range(50):
        line.captured(0.04 * n, NOW + 0.001 * n)
    assert line.captured(2.0, NOW + 0.05) == NOW + 0.05


def test_a_late_packet_does_not_move_the_line() -> None:
    line = Timeline(NOW)
    line.captured(0.0, NOW)
    assert line.captured(0.04, NOW + 1.5) == NOW + 0.04


def test_a_clock_that_was_set_is_followed_for_both_tracks() -> None:
    line = Timeline(NOW)
    line.captured(0.0, NOW)
    assert line.captured(5000.0, NOW + 10) == NOW + 10
    assert line.at(5000.02) == NOW + 10.02


def test_timestamps_follow_the_time_of_capture() -> None:
    stream = RtpStream(7, 102, 90_000)
    first, second = stamps(stream.packets([b"a"], NOW) + stream.packets([b"b"], NOW + 0.04))
    assert second - first == 3600


def test_timestamps_never_step_back_over_a_reconnection() -> None:
    stream = RtpStream(7, 102, 90_000)
    first, second = stamps(stream.packets([b"a"], NOW) + stream.packets([b"b"], NOW - 1))
    assert second == first + 1


def test_numbers_wrap_and_the_marker_stands_on_the_last() -> None:
    stream = RtpStream(7, 102, 90_000)
    packets = [RtpPacket(each) for _ in range(22_000) for each in stream.packets([b"a", b"b", b"c"], NOW)]
    assert [each.marker for each in packets[:3]] == [0, 0, 1]
    assert {(b.sequence - a.sequence) & 0xFFFF for a, b in pairwise(packets)} == {1}


def test_a_sender_report_ties_capture_to_the_timestamp() -> None:
    stream = RtpStream(7, 102, 90_000)
    assert stream.report(NOW) is None
    (packet,) = stream.packets([b"abc"], NOW)
    data = stream.report(NOW)
    assert data is not None
    (report,) = parse_rtcp(data)
    assert isinstance(report, SenderReport)
    assert report.rtp_timestamp == struct.unpack_from("!I", packet, 4)[0]
    assert (round(from_ntp(report.ntp), 3), report.packets, report.octets) == (NOW, 1, 3)
