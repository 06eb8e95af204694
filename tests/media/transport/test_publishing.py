"""What a publisher offers is accepted as far as we forward it, and the answer says so in its own terms."""

import aiortc
import pytest
from hypothesis import given

from media.negotiated import UpSpec
from media.packets.sdp import MalformedSdp, SessionDescription, parse
from media.transport.negotiation import NoUsableCodec, read_remote
from media.transport.publishing import answer_publisher
from tests.media.transport.descriptions import CANDIDATE, LOCAL, mangled, text


def answer_to(name: str, old: str = "", new: str = "") -> tuple[SessionDescription, UpSpec]:
    answer, spec = answer_publisher(parse(text(name).replace(old, new)), LOCAL)
    return parse(str(answer)), spec


def names(spec: UpSpec, mid: str) -> list[str]:
    return [codec.name for codec in spec.tracks[mid].codecs]


def test_a_browsers_camera_is_taken_in_constrained_baseline_first() -> None:
    _, spec = answer_to("chromium-camera")
    assert names(spec, "0") == ["OPUS", "RED"]
    assert names(spec, "1") == ["H264", "VP9", "VP8"]
    first = spec.tracks["1"].codecs[0]
    assert "profile-level-id=42e01f" in first.parameters and "packetization-mode=1" in first.parameters
    assert (first.payload_type, first.rtx_payload_type) == (108, 109)


def test_the_answer_takes_the_part_of_ice_lite_and_dtls_server() -> None:
    answer, _ = answer_to("chromium-camera")
    assert "ice-lite" in answer.attributes and answer.bundled == ["0", "1"]
    for section in answer.media:
        get = section.attributes.get
        assert (get("setup"), get("ice-ufrag"), section.direction) == ("passive", "ourufrag", "recvonly")
        assert "rtcp-mux" in section.attributes


def test_candidates_stand_in_the_bundles_first_m_line_alone() -> None:
    answer, _ = answer_to("chromium-camera")
    assert [section.attributes.all("candidate") for section in answer.media] == [[CANDIDATE], []]


def test_header_extensions_keep_the_offers_ids() -> None:
    answer, spec = answer_to("chromium-simulcast")
    agreed = spec.extensions
    ids = (agreed.audio_level, agreed.transport_cc, agreed.mid, agreed.rid, agreed.repaired_rid)
    assert ids == (1, 3, 4, 10, 11)
    assert len(answer.media[0].attributes.all("extmap")) == 3
    assert len(answer.media[1].attributes.all("extmap")) == 4


def test_feedback_is_what_both_know() -> None:
    answer, _ = answer_to("chromium-camera")
    kinds = [line for line in answer.media[1].attributes.all("rtcp-fb") if line.startswith("108 ")]
    assert kinds == ["108 transport-cc", "108 nack", "108 nack pli", "108 ccm fir"]


def test_simulcast_is_accepted_with_the_lowest_layer_first() -> None:
    answer, spec = answer_to("chromium-simulcast", "send q;h;f", "send f;~h;q")
    assert spec.tracks["1"].rids == ("q", "h", "f")
    video = answer.media[1].attributes
    assert video.get("simulcast") == "recv f;h;q"
    assert sorted(video.all("rid")) == ["f recv", "h recv", "q recv"]


def test_the_layers_that_obs_counts_from_the_full_picture_are_accepted() -> None:
    layers = "a=rid:0 send\r\na=rid:1 send\r\na=rid:2 send\r\na=simulcast:send 0;1;2\r\na=rtpmap:96"
    extensions = "a=extmap:2 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n"
    answer, spec = answer_to("obs-camera", "a=rtpmap:96", extensions + layers)
    assert spec.tracks["1"].rids == ("0", "1", "2")
    assert answer.media[1].attributes.get("simulcast") == "recv 0;1;2"
    assert spec.extensions.rid == 2


def test_a_publisher_without_simulcast_has_no_layers_but_sources() -> None:
    _, spec = answer_to("chromium-camera")
    track = spec.tracks["1"]
    assert track.rids == ()
    assert len(track.ssrcs) == 1 and list(track.rtx.values()) == list(track.ssrcs)


def test_camera_and_screen_come_over_one_transport() -> None:
    answer, spec = answer_to("chromium-camera-and-screen")
    assert [track.kind for track in spec.tracks.values()] == ["audio", "video", "video"]
    assert answer.bundled == ["0", "1", "2"]


def test_a_source_that_was_taken_back_stays_as_an_inactive_m_line() -> None:
    offer = text("chromium-camera-and-screen")
    head, last = offer[: offer.rindex("a=sendonly")], offer[offer.rindex("a=sendonly") :]
    answer, spec = answer_publisher(parse(head + last.replace("a=sendonly", "a=inactive")), LOCAL)
    assert list(spec.tracks) == ["0", "1"]
    assert answer.media[2].direction == "inactive" and answer.media[2].port != 0


def test_a_stopped_m_line_is_rejected_and_leaves_the_bundle() -> None:
    offer = text("chromium-camera-and-screen")
    at = offer.rindex("m=video 9")
    answer, spec = answer_publisher(parse(offer[:at] + offer[at:].replace("m=video 9", "m=video 0")), LOCAL)
    assert list(spec.tracks) == ["0", "1"]
    assert answer.media[2].port == 0 and answer.bundled == ["0", "1"]


def test_a_data_channel_is_rejected_and_the_rest_taken() -> None:
    answer, spec = answer_to("chromium-with-data-channel")
    assert [section.port for section in answer.media] == [9, 9, 0]
    assert len(spec.tracks) == 2


def test_obs_names_its_transport_once_for_all_m_lines() -> None:
    answer, spec = answer_to("obs-camera")
    assert read_remote(parse(text("obs-camera"))).ufrag == "Xv2W"
    assert names(spec, "1") == ["H264"] and spec.tracks["1"].ssrcs == (1102934324,)
    assert "stereo=1" in (answer.media[0].attributes.get("fmtp") or "")


def test_gstreamer_bundles_an_m_line_of_port_zero_and_sends_high_profile() -> None:
    answer, spec = answer_to("gstreamer-camera")
    assert names(spec, "video0") == ["H264"] and names(spec, "audio1") == ["OPUS"]
    assert spec.tracks["video0"].rtx == {3303023170: 2482109912}
    assert "sprop" not in str(answer)
    assert [section.port for section in answer.media] == [9, 9]


async def test_aiortc_takes_our_answer() -> None:
    peer = aiortc.RTCPeerConnection()
    peer.addTransceiver("audio", "sendonly")
    peer.addTransceiver("video", "sendonly")
    await peer.setLocalDescription(await peer.createOffer())
    answer, spec = answer_publisher(parse(peer.localDescription.sdp), LOCAL)
    assert [names(spec, mid) for mid in spec.tracks] == [["OPUS"], ["H264", "VP8"]]
    aiortc.sdp.SessionDescription.parse(str(answer))
    await peer.close()


def test_an_offer_without_a_usable_codec_is_refused_by_name() -> None:
    with pytest.raises(NoUsableCodec, match="video"):
        answer_to("chromium-av1-only")


def test_an_offer_with_a_data_channel_alone_is_refused() -> None:
    with pytest.raises(NoUsableCodec):
        answer_to("obs-camera", "UDP/TLS/RTP/SAVPF", "UDP/DTLS/SCTP")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("a=group:BUNDLE 0 1", "a=group:BUNDLE 0", "BUNDLE"),
        ("a=mid:1", "a=mid:0", "a=mid"),
        ("a=rtcp-mux", "a=x", "rtcp-mux"),
        ("a=setup:actpass", "a=setup:passive", "setup"),
        ("a=fingerprint:sha-256", "a=fingerprint:md5", "fingerprint"),
        ("a=ice-ufrag:", "a=x:", "ice-ufrag"),
    ],
)
def test_an_offer_that_one_transport_cannot_carry_is_refused_with_the_reason(
    old: str, new: str, why: str
) -> None:
    with pytest.raises(MalformedSdp, match=why):
        read_remote(parse(text("obs-camera").replace(old, new)))


def test_an_offer_in_which_everything_is_rejected_is_refused() -> None:
    with pytest.raises(MalformedSdp, match="no m-line"):
        read_remote(parse(text("obs-camera").replace(" 9 UDP", " 0 UDP")))


@given(mangled("chromium-simulcast"))
def test_a_mangled_offer_is_answered_or_refused_by_name(text: str) -> None:
    try:
        offer = parse(text)
        read_remote(offer)
        answer, _ = answer_publisher(offer, LOCAL)
    except (MalformedSdp, NoUsableCodec):
        return
    assert len(parse(str(answer)).media) == len(offer.media)
