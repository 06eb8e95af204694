"""Session descriptions: what a browser or a stranger writes is read, and what we write reads the same."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.packets.sdp import (
    LONGEST_DESCRIPTION,
    Attributes,
    MalformedSdp,
    MediaSection,
    SessionDescription,
    parse,
)

OFFER = """v=0
o=- 42 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:LS 7
a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 111 63
c=IN IP4 0.0.0.0
a=mid:0
a=sendonly
a=rtpmap:111 opus/48000/2
m=video 0 UDP/TLS/RTP/SAVPF 96
a=mid:1
a=bundle-only
a=ssrc:1 cname:a
a=ssrc:2 cname:a
"""


def test_m_lines_own_the_attributes_that_follow_them() -> None:
    audio, video = parse(OFFER).media
    assert (audio.kind, audio.formats, audio.mid) == ("audio", ["111", "63"], "0")
    assert video.attributes.all("ssrc") == ["1 cname:a", "2 cname:a"]


def test_the_bundle_is_found_among_other_groups() -> None:
    assert parse(OFFER).bundled == ["0", "1"]


def test_line_ends_of_either_kind_are_read() -> None:
    assert str(parse(OFFER.replace("\n", "\r\n"))) == str(parse(OFFER))


def test_an_m_line_without_a_direction_sends_and_receives() -> None:
    video = parse(OFFER).media[1]
    assert video.direction == "sendrecv"


def test_port_zero_means_rejected_but_not_with_bundle_only() -> None:
    audio, video = parse(OFFER.replace("audio 9", "audio 0")).media
    assert audio.is_rejected and not audio.sends
    assert not video.is_rejected and video.sends


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "v=1\n",
        "v=0\nm=audio\n",
        "v=0\nm=audio x UDP 1\n",
        "v=0\nm=audio 70000 UDP 1\n",
        "v=0\nnonsense\n",
        "v=0\no=-\n",
        "v=0\n" + "m=audio 9 UDP 1\n" * 300,
        "v=0\n" + "a=x\n" * 50_000,
        "v=0\na=" + "x" * LONGEST_DESCRIPTION,
    ],
)
def test_what_is_no_description_is_refused(text: str) -> None:
    with pytest.raises(MalformedSdp):
        parse(text)


@given(st.text(max_size=400))
def test_any_text_is_a_description_or_malformed(text: str) -> None:
    for candidate in (text, "v=0\n" + text, OFFER + text):
        with suppress(MalformedSdp):
            assert isinstance(parse(candidate), SessionDescription)


token = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=8)
attribute = st.tuples(token, st.one_of(st.just(""), token))
section = st.builds(
    MediaSection,
    st.sampled_from(["audio", "video", "application"]),
    st.integers(0, 65535),
    st.just("UDP/TLS/RTP/SAVPF"),
    st.lists(token, min_size=1, max_size=4),
    st.builds(Attributes, st.lists(attribute, max_size=5)),
)


@given(st.lists(section, max_size=4), st.lists(attribute, max_size=4))
def test_what_is_written_reads_the_same(sections: list[MediaSection], own: list[tuple[str, str]]) -> None:
    written = SessionDescription("7", 1, Attributes(own), sections)
    read = parse(str(written))
    assert read.attributes.lines == own
    assert str(read) == str(written)
