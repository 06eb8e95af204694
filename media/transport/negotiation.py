"""What every offer and answer has in common: whose they are, and how an m-line is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from media.negotiated import Codec, Extensions
from media.packets.sdp import Attributes, MalformedSdp, MediaSection, SessionDescription
from media.transport.capabilities import EXTENSION_URIS
from media.transport.dtls import FINGERPRINT_ALGORITHMS, Fingerprint
from media.transport.ice import Credentials

PROTOCOL = "UDP/TLS/RTP/SAVPF"
_LONGEST_TOKEN = 64


class NoUsableCodec(ValueError):
    """An m-line wants to send or receive, but in no codec that we forward."""


@dataclass(frozen=True, slots=True)
class Local:
    """What our SDP says about ourselves. `candidates` are whole values of `a=candidate` lines."""

    credentials: Credentials
    fingerprint: Fingerprint
    candidates: tuple[str, ...]
    session_id: str
    version: int


@dataclass(frozen=True, slots=True)
class Remote:
    """What a peer's SDP says about the peer: a new `ufrag` with the old fingerprints is an ICE restart."""

    ufrag: str
    fingerprints: tuple[Fingerprint, ...]
    password: str = field(default="", repr=False)

    @property
    def credentials(self) -> Credentials | None:
        """By what a check of ours reaches the peer; `None` if it has not said."""
        return Credentials(self.ufrag, self.password) if self.password else None


def read_remote(description: SessionDescription) -> Remote:
    """
    Find out who the peer is, and check that one transport can carry everything.

    Raises `MalformedSdp` with the reason in words.
    """
    active = [section for section in description.media if not section.is_rejected]
    if not active:
        raise MalformedSdp("no m-line is in use")
    _check_bundle(description, active)
    first = active[0].attributes
    ufrag = first.get("ice-ufrag") or description.attributes.get("ice-ufrag")
    if not ufrag:
        raise MalformedSdp("no a=ice-ufrag")
    setup = first.get("setup") or description.attributes.get("setup")
    if setup not in ("actpass", "active"):
        raise MalformedSdp("this end is the DTLS server: a=setup must be actpass or active")
    password = first.get("ice-pwd") or description.attributes.get("ice-pwd") or ""
    return Remote(ufrag, _fingerprints(description, first), password)


def read_mid(section: MediaSection, index: int) -> str:
    """The m-line's tag, or its place where the peer gives no tags."""
    mid = section.mid or str(index)
    if not is_token(mid):
        raise MalformedSdp("an a=mid that is no token")
    return mid


def is_token(text: str) -> bool:
    """Whether a name may be repeated in our SDP."""
    return 0 < len(text) <= _LONGEST_TOKEN and text.isascii() and text.isprintable() and " " not in text


def new_description(local: Local, sections: Sequence[MediaSection]) -> SessionDescription:
    """Put m-lines together into a description of ours; its bundle holds all that are not rejected."""
    attributes = Attributes()
    mids = [section.mid for section in sections if not section.is_rejected and section.mid]
    if mids:
        attributes.add("group", "BUNDLE " + " ".join(mids))
    attributes.add("ice-lite")
    attributes.add("msid-semantic", " WMS *")
    carrier = next((section for section in sections if not section.is_rejected), None)
    if carrier is not None:
        for candidate in local.candidates:
            carrier.attributes.add("candidate", candidate)
        carrier.attributes.add("end-of-candidates")
    return SessionDescription(local.session_id, local.version, attributes, list(sections))


def new_section(local: Local, kind: str, mid: str | None, setup: str) -> MediaSection:
    """Begin an m-line of ours that is in use."""
    section = MediaSection(kind, 9, PROTOCOL, [])
    attributes = section.attributes
    if mid is not None:
        attributes.add("mid", mid)
    attributes.add("ice-ufrag", local.credentials.ufrag)
    attributes.add("ice-pwd", local.credentials.password)
    attributes.add("fingerprint", f"{local.fingerprint.algorithm} {local.fingerprint.value}")
    attributes.add("setup", setup)
    attributes.add("rtcp-mux")
    attributes.add("rtcp-rsize")
    return section


def rejected_section(offered: MediaSection) -> MediaSection:
    """Refuse an m-line of an offer."""
    refused = MediaSection(offered.kind, 0, offered.protocol, offered.formats[:1])
    if is_token(offered.mid):
        refused.attributes.add("mid", offered.mid)
    refused.attributes.add("inactive")
    return refused


def write_codec(section: MediaSection, codec: Codec, parameters: str, kinds: Sequence[str]) -> None:
    """Append a codec with its parameters, its RTCP feedback and its retransmissions."""
    number, attributes = str(codec.payload_type), section.attributes
    section.formats.append(number)
    name = codec.name.lower() if codec.name in ("OPUS", "RED") else codec.name
    channels = f"/{codec.channels}" if codec.channels else ""
    attributes.add("rtpmap", f"{number} {name}/{codec.clock_rate}{channels}")
    if parameters:
        attributes.add("fmtp", f"{number} {parameters}")
    for kind in kinds:
        attributes.add("rtcp-fb", f"{number} {kind}")
    if codec.rtx_payload_type is not None:
        section.formats.append(str(codec.rtx_payload_type))
        attributes.add("rtpmap", f"{codec.rtx_payload_type} rtx/{codec.clock_rate}")
        attributes.add("fmtp", f"{codec.rtx_payload_type} apt={number}")


def write_extensions(section: MediaSection, agreed: Extensions, names: Sequence[str]) -> None:
    """Append the header extensions `names`, as far as they are agreed."""
    for name in names:
        identifier = getattr(agreed, name)
        if identifier is not None:
            section.attributes.add("extmap", f"{identifier} {EXTENSION_URIS[name]}")


def without_conflicting_rtx(codecs: Sequence[Codec]) -> tuple[Codec, ...]:
    """The codecs, without retransmission where the payload type for it is another codec's."""
    taken = {codec.payload_type for codec in codecs}
    return tuple(
        replace(codec, rtx_payload_type=None) if codec.rtx_payload_type in taken else codec
        for codec in codecs
    )


def _check_bundle(description: SessionDescription, active: list[MediaSection]) -> None:
    bundled = set(description.bundled)
    mids = [section.mid for section in active if section.mid]
    if len(set(mids)) != len(mids):
        raise MalformedSdp("two m-lines with the same a=mid")
    for section in active:
        if section.kind not in ("audio", "video"):
            continue
        if len(active) > 1 and section.mid not in bundled:
            raise MalformedSdp("all m-lines must be in one BUNDLE group")
        if "rtcp-mux" not in section.attributes:
            raise MalformedSdp("an m-line without a=rtcp-mux")


def _fingerprints(description: SessionDescription, first: Attributes) -> tuple[Fingerprint, ...]:
    found = []
    for line in first.all("fingerprint") or description.attributes.all("fingerprint"):
        algorithm, _, value = line.strip().partition(" ")
        if algorithm.lower() in FINGERPRINT_ALGORITHMS:
            found.append(Fingerprint(algorithm.lower(), value.strip().upper()))
    if not found:
        raise MalformedSdp("no a=fingerprint of a known algorithm")
    return tuple(sorted(found, key=lambda each: (each.algorithm, each.value)))
