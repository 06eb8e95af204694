"""An offer made to cost much costs little: while a worker reads it, all its lessons stand still."""

import time

import pytest

from media.packets.sdp import parse
from media.transport.publishing import answer_publisher
from media.transport.receiving import ReceiverSources, answer_receiver
from tests.media.transport.descriptions import LOCAL, text

#: An answer to a browser takes 1 ms; a lesson does not hear a pause of this length.
PAUSE_S = 0.15

REPEATED = {
    "one codec": "a=rtpmap:108 VP8/90000\r\n" * 7000,
    "one codec and its feedback": "a=rtpmap:108 VP8/90000\r\n" * 4000 + "a=rtcp-fb:108 nack\r\n" * 5000,
    "every payload type": "".join(f"a=rtpmap:{each % 128} VP8/90000\r\n" for each in range(7000)),
    "feedback": "".join(f"a=rtpmap:{each} VP8/90000\r\n" for each in range(128))
    + "a=rtcp-fb:1 x\r\n" * 10000,
    "retransmission": "".join(f"a=fmtp:{each % 128} apt=108\r\n" for each in range(9000)),
    "sources": "".join(f"a=ssrc:{each} cname:x\r\n" for each in range(9000)),
}


def hostile(lines: str) -> str:
    """A browser's offer of about 200 kB that receives as well as sends."""
    formats = " ".join(str(each) for each in range(128))
    offer = text("chromium-camera").replace("a=sendonly", "a=sendrecv")
    head, _, tail = offer.partition("m=video")
    first, _, rest = tail.partition("\n")
    return f"{head}m=video{first.rstrip()} {formats}\n{rest}{lines}"


@pytest.mark.parametrize("name", REPEATED)
def test_repeated_lines_do_not_stop_the_worker(name: str) -> None:
    offer = hostile(REPEATED[name])
    started = time.thread_time()
    answer_receiver(parse(offer), ReceiverSources(), LOCAL)
    answer_publisher(parse(offer), LOCAL)
    assert time.thread_time() - started < 2 * PAUSE_S


def test_repeated_codec_is_answered_once() -> None:
    answer, _ = answer_receiver(parse(hostile(REPEATED["one codec"])), ReceiverSources(), LOCAL)
    assert str(answer).count("a=rtpmap:108 ") == 1
