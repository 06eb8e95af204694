"""Answer a publisher's offer: what it may send us, and how."""

from __future__ import annotations

from media.negotiated import Codec, Extensions, Kind, UpSpec, UpTrack
from media.packets.sdp import Attributes, MalformedSdp, MediaSection, SessionDescription, number
from media.transport.capabilities import (
    OPUS_WANTED,
    feedback,
    merge_extensions,
    parameters_of,
    read_extensions,
    usable_codecs,
)
from media.transport.negotiation import (
    Local,
    NoUsableCodec,
    is_token,
    new_description,
    new_section,
    read_mid,
    rejected_section,
    without_conflicting_rtx,
    write_codec,
    write_extensions,
)

_EXTENSIONS: dict[str, tuple[str, ...]] = {
    "audio": ("mid", "transport_cc", "audio_level"),
    "video": ("mid", "rid", "repaired_rid", "transport_cc"),
}
# The names by which browsers' examples call three layers, lowest first.
_LAYERS = ("q", "h", "f")
_MOST_LAYERS = 8


def answer_publisher(offer: SessionDescription, local: Local) -> tuple[SessionDescription, UpSpec]:
    """
    Accept what the offer wants to send; give our answer and what is agreed.

    An m-line that sends nothing is kept inactive, one that is neither audio nor
    video is rejected. Raises `NoUsableCodec` and `MalformedSdp`.
    """
    extensions = merge_extensions([read_extensions(each) for each in offer.media if _is_media(each)])
    tracks: dict[str, UpTrack] = {}
    sections = []
    for index, offered in enumerate(offer.media):
        mid = read_mid(offered, index)
        if offered.is_rejected or not _is_media(offered):
            sections.append(rejected_section(offered))
            continue
        codecs = _chosen_codecs(offered)
        if offered.sends:
            if not codecs:
                raise NoUsableCodec(f"m-line {mid} ({offered.kind}) offers no codec that can be forwarded")
            tracks[mid] = _track(offered, mid, codecs)
        sections.append(_section(offered, local, codecs, extensions) if codecs else rejected_section(offered))
    if not any(_is_media(offered) for offered in offer.media):
        raise NoUsableCodec("the offer has neither audio nor video")
    return new_description(local, sections), UpSpec(tracks, extensions)


def _is_media(section: MediaSection) -> bool:
    return section.kind in ("audio", "video") and "TLS/RTP/SAVP" in section.protocol


def _chosen_codecs(offered: MediaSection) -> tuple[Codec, ...]:
    # One codec a name: the first is what a browser sends, the others are what it may
    # fall back to when its encoder fails.
    best: dict[str, Codec] = {}
    for codec in usable_codecs(offered):
        best.setdefault(codec.name, codec)
    return without_conflicting_rtx(list(best.values()))


def _section(
    offered: MediaSection, local: Local, codecs: tuple[Codec, ...], extensions: Extensions
) -> MediaSection:
    mid = offered.mid or None
    section = new_section(local, offered.kind, mid, "passive")
    section.attributes.add("recvonly" if offered.sends else "inactive")
    for codec in codecs:
        write_codec(section, codec, _wanted(codec), feedback(offered, codec.payload_type))
    own = read_extensions(offered)
    names = [name for name in _EXTENSIONS[offered.kind] if own.get(name) == getattr(extensions, name)]
    write_extensions(section, extensions, names)
    layers = _layers(offered.attributes)
    if layers:
        for rid in layers:
            section.attributes.add("rid", f"{rid} recv")
        section.attributes.add("simulcast", "recv " + ";".join(layers))
    return section


def _wanted(codec: Codec) -> str:
    if codec.name == "RED":
        return codec.parameters
    if codec.name != "OPUS":
        # What begins with sprop describes the sender's stream, not what we ask for.
        parts = (part.strip() for part in codec.parameters.split(";"))
        return ";".join(part for part in parts if part and not part.startswith("sprop-"))
    offered = parameters_of(codec)
    stereo = "1" in (offered.get("stereo"), offered.get("sprop-stereo"))
    return OPUS_WANTED + (";stereo=1" if stereo else "")


def _track(offered: MediaSection, mid: str, codecs: tuple[Codec, ...]) -> UpTrack:
    ssrcs, rtx = _sources(offered.attributes)
    stream = (offered.attributes.get("msid") or "").partition(" ")[0]
    kind: Kind = "audio" if offered.kind == "audio" else "video"
    rids = tuple(sorted(_layers(offered.attributes), key=_layer_rank))
    repeats = kind == "video" or "nack" in feedback(offered, codecs[0].payload_type)
    return UpTrack(mid, kind, codecs, rids, ssrcs, rtx, stream, repeats=repeats)


def _layer_rank(rid: str) -> int:
    return _LAYERS.index(rid) if rid in _LAYERS else len(_LAYERS)


def _layers(attributes: Attributes) -> list[str]:
    """The rids sent as simulcast, in the offer's order; paused ones (~) too, of alternatives the first."""
    words = (attributes.get("simulcast") or "").split()
    if "send" not in words[:-1]:
        return []
    layers = []
    for alternatives in words[words.index("send") + 1].split(";"):
        rid = alternatives.partition(",")[0].removeprefix("~")
        if not is_token(rid):
            raise MalformedSdp("an a=simulcast with an empty rid")
        layers.append(rid)
    if len(set(layers)) != len(layers) or len(layers) > _MOST_LAYERS:
        raise MalformedSdp("an a=simulcast with repeated or too many rids")
    return layers


def _sources(attributes: Attributes) -> tuple[tuple[int, ...], dict[int, int]]:
    """The SSRCs of media that the m-line names, and which SSRC each retransmitting one repairs."""
    rtx: dict[int, int] = {}
    repairing: set[int] = set()
    for value in attributes.all("ssrc-group"):
        semantics, _, members = value.partition(" ")
        ssrcs = [number(member, 0xFFFFFFFF) for member in members.split()]
        if semantics == "FID" and len(ssrcs) == 2:
            rtx[ssrcs[1]] = ssrcs[0]
        if semantics in ("FID", "FEC-FR"):
            repairing.update(ssrcs[1:])
    named = [number(value.partition(" ")[0], 0xFFFFFFFF) for value in attributes.all("ssrc")]
    return tuple(ssrc for ssrc in dict.fromkeys(named) if ssrc not in repairing), rtx
