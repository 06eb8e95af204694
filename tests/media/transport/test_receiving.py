"""A receiver is offered slots, or brings its own offer; what it takes is known exactly."""

import aiortc
import pytest
from hypothesis import given

from media.negotiated import DownSpec
from media.packets.sdp import MalformedSdp, SessionDescription, parse
from media.transport.negotiation import NoUsableCodec
from media.transport.receiving import ReceiverSources, answer_receiver, offer_slots, read_answer
from tests.media.transport.descriptions import CANDIDATE, LOCAL, mangled, text

ANSWER = "chromium-answer-to-two-slots"


def offer(count: int) -> SessionDescription:
    return parse(str(offer_slots(ReceiverSources().grow(count), LOCAL)))


def chromium_takes(old: str = "", new: str = "", count: int = -1) -> DownSpec:
    answer = text(ANSWER).replace(old, new, count)
    return read_answer(ReceiverSources().grow(2), parse(answer))


def test_a_slot_is_two_m_lines_of_one_stream() -> None:
    audio, video = offer(1).media
    assert (audio.mid, video.mid) == ("0a", "0v")
    assert (audio.attributes.get("msid"), video.attributes.get("msid")) == ("slot0 slot0a", "slot0 slot0v")
    assert audio.direction == video.direction == "sendonly"


def test_a_video_slot_announces_its_retransmissions() -> None:
    video = offer(1).media[1].attributes
    media, rtx = (video.get("ssrc-group") or "").split()[1:]
    assert [line.split()[0] for line in video.all("ssrc")] == [media, rtx]


def test_every_ssrc_is_its_own() -> None:
    lines = [line.split()[0] for section in offer(40).media for line in section.attributes.all("ssrc")]
    assert len(set(lines)) == 120


def test_the_offer_has_one_bundle_and_its_candidates_once() -> None:
    description = offer(2)
    assert description.bundled == ["0a", "0v", "1a", "1v"]
    assert [len(section.attributes.all("candidate")) for section in description.media] == [1, 0, 0, 0]
    assert description.media[0].attributes.get("candidate") == CANDIDATE


def test_slots_keep_their_sources_when_more_are_added() -> None:
    sources = ReceiverSources()
    before = list(sources.grow(2))
    assert sources.grow(4)[:2] == before


def test_chromiums_answer_takes_every_slot() -> None:
    spec = chromium_takes()
    first = spec.slots[0]
    assert first.audio is not None and [codec.name for codec in first.audio.codecs] == ["OPUS"]
    assert first.video is not None
    assert [codec.name for codec in first.video.codecs] == ["H264", "H264", "H264", "VP9", "VP8"]
    assert (spec.extensions.mid, spec.extensions.transport_cc) == (1, 2)


def test_a_receiver_without_rtx_gets_plain_repetitions() -> None:
    spec = chromium_takes("rtx/90000", "nonsense/90000")
    assert spec.slots[0].video is not None and spec.slots[0].video.rtx_ssrc is None


def test_a_rejected_m_line_leaves_half_a_slot() -> None:
    spec = chromium_takes("m=video 9", "m=video 0", 1)
    assert spec.slots[0].audio is not None and spec.slots[0].video is None
    assert spec.slots[1].video is not None


def test_an_answer_that_takes_nothing_is_refused() -> None:
    with pytest.raises(NoUsableCodec):
        chromium_takes("a=recvonly", "a=inactive")


def test_an_answer_to_another_offer_is_refused() -> None:
    with pytest.raises(MalformedSdp, match="6 m-lines"):
        read_answer(ReceiverSources().grow(3), parse(text(ANSWER)))


def test_a_receivers_own_offer_makes_one_slot() -> None:
    answer, spec = answer_receiver(parse(text("chromium-receiver")), ReceiverSources(), LOCAL)
    (slot,) = spec.slots
    assert slot.audio is not None and slot.video is not None
    assert [section.direction for section in answer.media] == ["sendonly", "sendonly"]
    assert answer.media[0].attributes.get("setup") == "passive"
    assert str(slot.video.ssrc) in str(answer)


def test_a_receivers_own_offer_decides_payload_types_and_ids() -> None:
    _, spec = answer_receiver(parse(text("chromium-receiver")), ReceiverSources(), LOCAL)
    video = spec.slots[0].video
    assert video is not None
    names = [codec.name for codec in video.codecs]
    assert names[0] == "H264" and {"VP9", "VP8"} < set(names)
    assert "42e01f" in video.codecs[0].parameters
    assert spec.extensions.mid is not None and spec.extensions.transport_cc is not None


def test_a_receiver_may_want_sound_alone() -> None:
    offered = text("chromium-receiver").replace("m=video 9", "m=video 0")
    _, spec = answer_receiver(parse(offered), ReceiverSources(), LOCAL)
    assert spec.slots[0].audio is not None and spec.slots[0].video is None


async def test_aiortc_takes_our_answer_to_its_offer() -> None:
    peer = aiortc.RTCPeerConnection()
    peer.addTransceiver("video", "recvonly")
    peer.addTransceiver("audio", "recvonly")
    await peer.setLocalDescription(await peer.createOffer())
    answer, spec = answer_receiver(parse(peer.localDescription.sdp), ReceiverSources(), LOCAL)
    assert len(spec.slots) == 1 and [section.kind for section in answer.media] == ["video", "audio"]
    aiortc.sdp.SessionDescription.parse(str(answer))
    await peer.close()


def test_an_offer_that_only_sends_cannot_receive() -> None:
    with pytest.raises(NoUsableCodec):
        answer_receiver(parse(text("chromium-camera")), ReceiverSources(), LOCAL)


@given(mangled(ANSWER))
def test_a_mangled_answer_is_read_or_refused_by_name(text: str) -> None:
    try:
        spec = read_answer(ReceiverSources().grow(2), parse(text))
    except (MalformedSdp, NoUsableCodec):
        return
    assert len(spec.slots) == 2
