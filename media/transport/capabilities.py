"""Which codecs, feedback and header extensions we take part in, and in which order we prefer them."""

from __future__ import annotations

from dataclasses import replace

from media.negotiated import Codec, Extensions
from media.packets.sdp import MalformedSdp, MediaSection, number

EXTENSION_URIS = {
    "mid": "urn:ietf:params:rtp-hdrext:sdes:mid",
    "rid": "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
    "repaired_rid": "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id",
    "transport_cc": "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
    "audio_level": "urn:ietf:params:rtp-hdrext:ssrc-audio-level",
}
_EXTENSION_NAMES = {uri: name for name, uri in EXTENSION_URIS.items()}

FEEDBACK = {
    "audio": ("transport-cc", "nack"),
    "video": ("transport-cc", "nack", "nack pli", "ccm fir"),
}

# Opus as we want to get it: repairs itself after single losses, and is quiet when nobody speaks.
OPUS_WANTED = "minptime=10;useinbandfec=1;usedtx=1"

_H264 = "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id="

# Browsers offer some ten codecs that we forward; each costs a search through the whole m-line.
_MOST_CODECS = 16

# What a down-link offers. Several H.264 profiles, because OBS and GStreamer send main and high.
OFFERED_AUDIO = (
    Codec("OPUS", 111, 48000, 2, "minptime=10;useinbandfec=1"),
    Codec("RED", 63, 48000, 2, "111/111"),
)
OFFERED_VIDEO = (
    Codec("H264", 102, 90000, None, _H264 + "42e01f", 103),
    Codec("H264", 104, 90000, None, _H264 + "42001f", 105),
    Codec("H264", 106, 90000, None, _H264 + "4d001f", 107),
    Codec("H264", 108, 90000, None, _H264 + "64001f", 109),
    Codec("VP9", 98, 90000, None, "profile-id=0", 99),
    Codec("VP8", 96, 90000, None, "", 97),
)
OFFERED = {"audio": OFFERED_AUDIO, "video": OFFERED_VIDEO}


def read_codecs(section: MediaSection) -> list[Codec]:
    """Every codec of an m-line in its order, with the payload type that retransmits it."""
    formats, named = dict(_payload_lines(section, "fmtp")), set(section.formats)
    rtx: dict[int, int] = {}
    codecs: list[Codec] = []
    # A payload type has one meaning: an offer that repeats itself thousands of times must not cost more.
    for payload_type, mapping in dict(_payload_lines(section, "rtpmap")).items():
        name, clock_rate, channels = _mapping(mapping)
        parameters = formats.get(payload_type, "")
        if name == "RTX":
            rtx[_repaired(parameters)] = payload_type
        elif str(payload_type) in named:
            codecs.append(Codec(name, payload_type, clock_rate, channels, parameters))
    return [replace(codec, rtx_payload_type=rtx.get(codec.payload_type)) for codec in codecs]


def usable_codecs(section: MediaSection) -> list[Codec]:
    """The codecs of an m-line that we forward, best first and 16 at most."""
    ranked = [(rank, codec) for codec in read_codecs(section) if (rank := _rank(codec)) is not None]
    codecs = [codec for _, codec in sorted(ranked, key=lambda pair: pair[0])]
    opus = {str(codec.payload_type) for codec in codecs if codec.name == "OPUS"}
    return [codec for codec in codecs if codec.name != "RED" or _is_of(codec, opus)][:_MOST_CODECS]


def _is_of(red: Codec, payload_types: set[str]) -> bool:
    """Whether all frames in a RED (RFC 2198, section 5) are of these payload types."""
    return bool(red.parameters) and set(red.parameters.split("/")) <= payload_types


def feedback(section: MediaSection, payload_type: int) -> list[str]:
    """The kinds of RTCP feedback for a payload type that the m-line's author and we know."""
    offered = set()
    for value in section.attributes.all("rtcp-fb"):
        target, _, kind = value.partition(" ")
        if target in ("*", str(payload_type)):
            offered.add(kind.strip())
    # A browser offers no nack for sound, but if the answer has one it asks for repeats, and repeats itself.
    if section.kind == "audio" and "transport-cc" in offered:
        offered.add("nack")
    return [kind for kind in FEEDBACK[section.kind] if kind in offered]


def read_extensions(section: MediaSection) -> dict[str, int]:
    """The header extensions of an m-line that we know: our name for each, and its id."""
    found: dict[str, int] = {}
    for value in section.attributes.all("extmap"):
        identifier, _, uri = value.partition(" ")
        name = _EXTENSION_NAMES.get(uri.strip().partition(" ")[0])
        if name is not None:
            # One-byte headers, the only form that we write, have room for ids 1 to 14.
            if not 1 <= (chosen := number(identifier.partition("/")[0], 255)) <= 14:
                continue
            found.setdefault(name, chosen)
    return found


def merge_extensions(sections: list[dict[str, int]]) -> Extensions:
    """One set of ids for a whole bundle, in which an id has one meaning (RFC 9143)."""
    merged: dict[str, int] = {}
    for section in sections:
        for name, identifier in section.items():
            if identifier not in merged.values():
                merged.setdefault(name, identifier)
    return Extensions(**merged)


def parameters_of(codec: Codec) -> dict[str, str]:
    """A codec's format parameters by lower-case name."""
    pairs = (part.strip().partition("=") for part in codec.parameters.split(";"))
    return {name.lower(): value for name, _, value in pairs if name}


def _payload_lines(section: MediaSection, name: str) -> list[tuple[int, str]]:
    lines = []
    for value in section.attributes.all(name):
        payload_type, _, rest = value.partition(" ")
        lines.append((number(payload_type, 127), rest.strip()))
    return lines


def _mapping(value: str) -> tuple[str, int, int | None]:
    name, _, rest = value.partition("/")
    clock_rate, _, channels = rest.partition("/")
    if not name:
        raise MalformedSdp("an rtpmap line without a codec")
    return name.upper(), number(clock_rate, 1_000_000), number(channels, 255) if channels else None


def _repaired(parameters: str) -> int:
    apt = parameters_of(Codec("RTX", 0, 90000, None, parameters)).get("apt", "")
    return number(apt, 127)


def _rank(codec: Codec) -> int | None:
    if codec.name == "H264":
        return _h264_rank(codec)
    if codec.name == "VP9":
        return 20 if parameters_of(codec).get("profile-id", "0") == "0" else None
    if codec.name == "VP8":
        return 21
    # Opus before RED: what comes first is what a browser sends, and its copies cost as much as the sound.
    return {("OPUS", 48000): 0, ("RED", 48000): 1}.get((codec.name, codec.clock_rate))


def _h264_rank(codec: Codec) -> int | None:
    parameters = parameters_of(codec)
    # RFC 6184: without the parameter it is baseline at level 1, in single NAL units.
    profile = parameters.get("profile-level-id", "42000a").lower()
    rank = {"42e0": 0, "42c0": 0, "4200": 1, "4d00": 2, "6400": 3, "640c": 3}.get(profile[:4])
    if rank is None:
        rank = {"42": 1, "4d": 2, "64": 3}.get(profile[:2])
    if rank is None:
        return None
    return rank if parameters.get("packetization-mode") == "1" else rank + 10
