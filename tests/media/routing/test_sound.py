"""Sound on lines that lose packets: repeats, copies, and a publisher that is told of the losses."""

from dataclasses import replace

from media.negotiated import Extensions
from media.packets.feedback import Nack
from media.packets.red import build_red, parse_red
from media.packets.rtcp import ReceiverReport, ReportBlock
from media.routing.downlink import DownLink
from media.routing.redundancy import COPY_RATE, SHARE
from media.routing.router import Router
from media.routing.uplink import UpLink
from tests.media.routing.story import Route
from tests.media.routing.test_uplink import Published
from tests.media.routing.watched import AUDIO, NOW, Watched
from tests.support.rtp import OPUS, RED, audio_track, down_slot, down_spec, rtp, up_spec

FRAME = b"\xf8" + bytes(80)  # 20 ms of Opus


def sound(sequence: int, payload: bytes = FRAME, payload_type: int = 111) -> bytes:
    return rtp(sequence, sequence * 960, 500, payload_type, payload)


def reported(fraction: float) -> ReceiverReport:
    return ReceiverReport(9, (ReportBlock(AUDIO, int(256 * fraction), 0, 0, 0, 0, 0),))


def lossy(packets: int = 60, loss: float = 0.1) -> Watched:
    """A receiver with RED, which has heard so many packets and then reports a loss; now is a second later."""
    watched = Watched(audio=(OPUS, RED))
    watched.publish(*(sound(n) for n in range(packets)))
    watched.say(reported(loss))
    watched.downlink.line.estimate.rate = 1e6
    watched.downlink.tick(NOW + 1)
    return watched


def test_sound_asked_for_again_is_the_very_same_packet_with_its_number():
    watched = Watched()
    watched.publish(*(sound(n) for n in range(4)))
    lost = watched.sent[2]
    watched.say(Nack(9, AUDIO, (lost.sequence,)), at=0.1)
    assert len(watched.sent) == 5 and watched.sent[-1].data == lost.data


def test_what_never_came_to_us_is_no_loss_of_the_receivers_line():
    watched = Watched()
    watched.publish(*(sound(n) for n in range(60) if not 20 <= n < 30))
    first = watched.sent[0].sequence
    watched.say(Nack(9, AUDIO, tuple(range(first + 20, first + 30))), at=0.1)
    watched.say(reported(0.0), at=0.2)
    assert watched.downlink.slots[0].streams["audio"].missed.share == 0
    assert watched.downlink.drops["repeat_not_cached"] == 10


def test_sound_of_before_a_change_of_the_headers_is_not_repeated():
    watched = Watched()
    watched.publish(*(sound(n) for n in range(4)))
    watched.downlink.update(down_spec(down_slot(), extensions=Extensions(mid=2, transport_cc=4)))
    watched.say(Nack(9, AUDIO, (watched.sent[2].sequence,)), at=0.1)
    assert len(watched.sent) == 4


def test_sound_is_repeated_though_pictures_have_used_up_the_budget():
    watched = Watched()
    watched.downlink._resender._credit = -1e9
    watched.publish(*(sound(n) for n in range(4)))
    watched.say(Nack(9, AUDIO, (watched.sent[2].sequence,)), at=0.1)
    assert len(watched.sent) == 5


def test_a_line_that_loses_sound_gets_each_frame_three_times():
    watched = lossy()
    watched.publish(*(sound(n, FRAME + bytes([n])) for n in range(60, 70)), at=1)
    last = watched.sent[-1]
    assert last.payload_type == RED.payload_type
    assert [block.payload[-1] for block in parse_red(last.payload)] == [63, 66, 69]


def test_the_teachers_voice_gets_its_copies_before_a_pupils():
    router = Router()
    downlink = DownLink(
        down_spec(*(down_slot(number, audio=(OPUS, RED)) for number in (0, 1))),
        lambda data: None,
        lambda data: None,
    )
    router.add_downlink("viewer", downlink)
    router.route(
        "viewer", [Route(0, "pupil/audio", audio_rank=1), Route(1, "teacher/audio", audio_rank=0)], NOW
    )
    for name in ("pupil", "teacher"):
        uplink = UpLink(up_spec(audio_track()), {"0": f"{name}/audio"}, lambda data: None)
        router.add_uplink(name, uplink)
        for number in range(60):
            uplink.receive_rtp(sound(number), NOW)
    for ssrc in (1, 11):
        block = ReportBlock(ssrc, 25, 0, 0, 0, 0, 0)
        downlink.receive_rtcp(ReceiverReport(9, (block,)).build(), NOW)
    downlink.line.estimate.rate = 3 * COPY_RATE / SHARE
    downlink.tick(NOW + 1)
    copies = [downlink.slots[number].streams["audio"].redundancy.copies for number in (0, 1)]
    assert copies == [1, 2]


def test_numbers_and_timestamps_run_on_when_copies_begin():
    watched = lossy()
    watched.publish(sound(60), at=1)
    before, after = watched.sent[-2:]
    assert (after.sequence - before.sequence) & 0xFFFF == 1
    assert (after.timestamp - before.timestamp) & 0xFFFFFFFF == 960


def test_a_packet_with_copies_is_repeated_as_it_was():
    watched = lossy()
    watched.publish(*(sound(n) for n in range(60, 70)), at=1)
    lost = watched.sent[-2]
    watched.publish(*(sound(n) for n in range(70, 80)), at=1.2)
    watched.say(Nack(9, AUDIO, (lost.sequence,)), at=1.3)
    assert watched.sent[-1].data == lost.data


def test_a_receiver_without_red_gets_plain_sound():
    watched = Watched()
    watched.publish(*(sound(n) for n in range(60)))
    watched.say(reported(0.1))
    watched.downlink.tick(NOW + 1)
    watched.publish(sound(60), at=1)
    assert watched.sent[-1].payload_type == OPUS.payload_type


def test_the_publisher_is_told_what_the_worst_receiver_misses():
    watched = lossy(loss=0.1)
    watched.asked.clear()
    watched.uplink.tick(NOW + 1)
    blocks = [block for each in watched.asked if isinstance(each, ReceiverReport) for block in each.blocks]
    assert 0.05 < next(block.fraction_lost for block in blocks if block.ssrc == 500) / 256 <= 0.1


def test_missing_sound_is_asked_of_a_publisher_that_repeats_it():
    published = Published(audio_track())
    published.receive(sound(1), sound(4))
    published.uplink.tick(NOW + 0.02)
    assert [nack.sequences for nack in published.heard(Nack)] == [(2, 3)]


def test_sound_that_never_comes_in_time_is_hardly_asked_for_any_more():
    published = Published(audio_track())
    for number in range(0, 200, 2):
        published.receive(sound(number), at=0.1 * number)
        published.uplink.tick(NOW + 0.1 * number + 0.02)
    asked = [sequence for nack in published.heard(Nack) for sequence in nack.sequences]
    assert len(asked) < 60


def test_a_publisher_that_repeats_everything_hears_of_its_losses_all_the_same():
    published = Published(audio_track())
    published.receive(*(sound(n) for n in range(100) if n % 10))
    published.uplink.tick(NOW + 0.02)
    published.receive(*(sound(n) for n in range(10, 100, 10)), *(sound(n) for n in range(100, 200)), at=0.1)
    published.said.clear()
    published.uplink.tick(NOW + 1.1)
    assert published.heard(ReceiverReport)[-1].blocks[0].fraction_lost / 256 > 0.08


def red(sequence: int, *copies: bytes) -> bytes:
    earlier = [(960 * back, copy) for back, copy in zip(range(len(copies), 0, -1), copies, strict=True)]
    return sound(sequence, build_red(111, FRAME, earlier), RED.payload_type)


def with_copies() -> Published:
    return Published(replace(audio_track(), codecs=(OPUS, RED)))


def test_a_publishers_copies_fill_the_place_of_what_was_lost():
    published = with_copies()
    published.receive(red(1), red(3, FRAME[:-1] + b"2"))
    heard = [(p.sequence, p.timestamp, p.payload_type, p.payload[-1:]) for p in published.kept.packets]
    assert heard == [(1, 960, 111, b"\0"), (2, 1920, 111, b"2"), (3, 2880, 111, b"\0")]


def test_copies_of_what_has_arrived_are_passed_over_in_silence():
    published = with_copies()
    published.receive(red(1), red(2, FRAME), red(3, FRAME, FRAME))
    assert [packet.sequence for packet in published.kept.packets] == [1, 2, 3]
    assert not published.uplink.drops


def test_a_copy_from_before_a_pause_is_none_of_the_packet_before():
    published = with_copies()
    old = sound(3, build_red(111, FRAME, [(960 * 5, FRAME)]), RED.payload_type)
    published.receive(red(1), old)
    assert [packet.sequence for packet in published.kept.packets] == [1, 3]


def test_broken_copies_are_dropped_by_name():
    published = with_copies()
    published.receive(sound(1, b"\xef\x0f", RED.payload_type))
    assert published.uplink.drops == {"malformed": 1} and not published.kept.packets


def test_what_a_packet_with_copies_says_of_its_loudness_is_of_its_own_frame():
    published = with_copies()
    own = rtp(
        2, 1920, 500, RED.payload_type, build_red(111, FRAME, [(960, FRAME)]), extensions=((7, b"\x1e"),)
    )
    published.receive(red(0), own)
    assert [packet.extension(7) for packet in published.kept.packets] == [None, None, b"\x1e"]
    assert published.kept.packets[-1].payload == FRAME
