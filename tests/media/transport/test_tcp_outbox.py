"""What waits for a narrow connection: sound first, old pictures never, all of it bounded and counted."""

from collections import Counter

import pytest

from media.transport.precedence import is_picture, new_ssrc
from media.transport.tcp_frames import FrameReader
from media.transport.tcp_outbox import LATEST_PICTURE_S, MOST_OTHER_BYTES, MOST_PICTURE_BYTES, Outbox

CHECK = b"\x01\x01" + bytes(18)
RTCP = b"\x80\xc8" + bytes(9) + b"\x01"


def rtp(number: int = 0, size: int = 20, *, picture: bool) -> bytes:
    head = b"\x80\x60" + number.to_bytes(2, "big") + bytes(4)
    return (head + new_ssrc(picture=picture).to_bytes(4, "big")).ljust(size, b"x")


def taken(outbox: Outbox, most: int = 1 << 20) -> list[bytes]:
    return FrameReader().feed(outbox.take(most))


@pytest.mark.parametrize(
    "data",
    [rtp(picture=False), RTCP, CHECK, b"\x16\xfe\xfd" + b"\x01" * 20, b"", b"\x80"],
    ids=["sound", "rtcp", "check", "dtls", "nothing", "half a head"],
)
def test_only_a_pictures_packets_are_a_picture(data: bytes) -> None:
    assert not is_picture(data)
    assert is_picture(rtp(picture=True))


def test_sound_overtakes_a_picture_and_each_keeps_its_order() -> None:
    outbox, sounds = Outbox(Counter()), [rtp(n, picture=False) for n in range(2)]
    pictures = [rtp(n, picture=True) for n in range(2)]
    for data in (pictures[0], sounds[0], pictures[1], sounds[1]):
        outbox.put(data, 0.0)
    assert taken(outbox) == [*sounds, *pictures]
    assert outbox.empty


def test_no_more_is_taken_than_asked_for_but_a_whole_frame() -> None:
    outbox = Outbox(Counter())
    for number in range(3):
        outbox.put(rtp(number, picture=True), 0.0)
    assert len(taken(outbox, 1)) == 1
    assert len(taken(outbox, 23)) == 2


def test_a_picture_that_waited_too_long_goes_with_all_behind_it() -> None:
    counters: Counter[str] = Counter()
    outbox, sound = Outbox(counters), rtp(picture=False)
    for now in (0.0, 1.0, LATEST_PICTURE_S + 0.1):
        outbox.put(rtp(picture=True), now)
    outbox.put(sound, 2.0)
    outbox.put(rtp(picture=True), 2.0)
    assert taken(outbox) == [sound] and outbox.lost_picture
    assert counters == {"drop_tcp_picture_late": 4}


def test_a_picture_may_wait_only_in_so_many_bytes() -> None:
    counters: Counter[str] = Counter()
    outbox = Outbox(counters)
    for _ in range(MOST_PICTURE_BYTES // 1000 + 1):
        outbox.put(rtp(size=1000, picture=True), 0.0)
    assert outbox.empty and outbox.lost_picture
    assert counters["drop_tcp_picture_late"] == MOST_PICTURE_BYTES // 1000 + 1


def test_what_is_no_picture_is_bounded_too() -> None:
    counters: Counter[str] = Counter()
    outbox = Outbox(counters)
    for _ in range(MOST_OTHER_BYTES // 1000 + 5):
        outbox.put(rtp(size=1000, picture=False), 0.0)
    assert len(taken(outbox)) == MOST_OTHER_BYTES // 1000
    assert counters["drop_tcp_queue_full"] == 5


def test_there_is_room_again_for_what_was_taken() -> None:
    outbox = Outbox(Counter())
    for _ in range(5000):
        outbox.put(rtp(size=1000, picture=True), 0.0)
        outbox.put(rtp(size=1000, picture=False), 0.0)
        outbox.take(1 << 20)
    assert not outbox.lost_picture
