"""Offer slots to a receiver and read its answer, or answer a receiver's own offer (WHEP)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from media.negotiated import Codec, DownSlot, DownSpec, DownTrack, Extensions, Kind
from media.packets.sdp import MalformedSdp, MediaSection, SessionDescription
from media.transport.capabilities import (
    FEEDBACK,
    OFFERED,
    feedback,
    merge_extensions,
    read_codecs,
    read_extensions,
    usable_codecs,
)
from media.transport.negotiation import (
    Local,
    NoUsableCodec,
    new_description,
    new_section,
    read_mid,
    rejected_section,
    without_conflicting_rtx,
    write_codec,
    write_extensions,
)
from media.transport.precedence import new_ssrc

_KINDS: tuple[Kind, Kind] = ("audio", "video")
_EXTENSIONS = ("mid", "transport_cc")
# Of our own offers, in which nobody else chooses the ids.
_OFFERED_EXTENSIONS = Extensions(mid=1, transport_cc=2)


@dataclass(frozen=True, slots=True)
class SlotSources:
    """The SSRCs under which one slot is sent, for as long as the down-link lives."""

    slot: int
    audio: int
    video: int
    rtx: int

    @property
    def name(self) -> str:
        """Stream id and CNAME: one for sound and picture, so that they are kept in step."""
        return f"slot{self.slot}"


class ReceiverSources:
    """The slots of one down-link; more can be added, none is ever taken back."""

    def __init__(self) -> None:
        self.slots: list[SlotSources] = []
        self._taken: set[int] = set()

    def grow(self, count: int) -> list[SlotSources]:
        """Have at least `count` slots."""
        while len(self.slots) < count:
            audio, video, rtx = (self._new_ssrc(picture=picture) for picture in (False, True, True))
            self.slots.append(SlotSources(len(self.slots), audio, video, rtx))
        return self.slots

    def _new_ssrc(self, *, picture: bool) -> int:
        while (ssrc := new_ssrc(picture=picture)) in self._taken:
            pass
        self._taken.add(ssrc)
        return ssrc


def offer_slots(slots: Sequence[SlotSources], local: Local) -> SessionDescription:
    """Offer an audio and a video m-line for every slot; the mids are the slot and `a` or `v`."""
    sections = [_offered_section(kind, each, local) for each in slots for kind in _KINDS]
    return new_description(local, sections)


def read_answer(slots: Sequence[SlotSources], answer: SessionDescription) -> DownSpec:
    """
    Find out what a receiver took of `offer_slots`.

    Raises `MalformedSdp` when the answer is not one to that offer, and
    `NoUsableCodec` when it takes nothing.
    """
    if len(answer.media) != 2 * len(slots):
        raise MalformedSdp(f"the offer had {2 * len(slots)} m-lines, the answer has {len(answer.media)}")
    extensions = merge_extensions([read_extensions(section) for section in answer.media])
    tracks = [_answered_track(section, slots[place // 2]) for place, section in enumerate(answer.media)]
    if not any(tracks):
        raise NoUsableCodec("the answer takes none of the offered m-lines")
    down = [DownSlot(each.slot, tracks[2 * at], tracks[2 * at + 1]) for at, each in enumerate(slots)]
    return DownSpec(tuple(down), _only(extensions, _OFFERED_EXTENSIONS))


def answer_receiver(
    offer: SessionDescription, sources: ReceiverSources, local: Local
) -> tuple[SessionDescription, DownSpec]:
    """
    Answer an offer that wants to receive: its audio and video m-lines make slots, pair by pair in order.

    Raises `NoUsableCodec` when no m-line can be served, and `MalformedSdp`.
    """
    extensions = merge_extensions([read_extensions(section) for section in offer.media])
    tracks: dict[str, list[DownTrack | None]] = {"audio": [], "video": []}
    sections = []
    for index, offered in enumerate(offer.media):
        section, track = _answered_section(offered, index, sources, tracks, extensions, local)
        sections.append(section)
        if offered.kind in tracks:
            tracks[offered.kind].append(track)
    pairs = list(zip_longest(tracks["audio"], tracks["video"]))
    slots = [DownSlot(number, audio, video) for number, (audio, video) in enumerate(pairs) if audio or video]
    if not slots:
        raise NoUsableCodec("the offer wants to receive nothing in a codec that is forwarded")
    return new_description(local, sections), DownSpec(tuple(slots), extensions)


def _offered_section(kind: Kind, slot: SlotSources, local: Local) -> MediaSection:
    section = new_section(local, kind, f"{slot.slot}{kind[0]}", "actpass")
    section.attributes.add("sendonly")
    for codec in OFFERED[kind]:
        write_codec(section, codec, codec.parameters, FEEDBACK[kind])
    write_extensions(section, _OFFERED_EXTENSIONS, _EXTENSIONS)
    _write_sources(section, slot, with_rtx=True)
    return section


def _write_sources(section: MediaSection, slot: SlotSources, with_rtx: bool) -> None:
    add = section.attributes.add
    add("msid", f"{slot.name} {slot.name}{section.kind[0]}")
    if section.kind == "audio":
        add("ssrc", f"{slot.audio} cname:{slot.name}")
        return
    if with_rtx:
        add("ssrc-group", f"FID {slot.video} {slot.rtx}")
    add("ssrc", f"{slot.video} cname:{slot.name}")
    if with_rtx:
        add("ssrc", f"{slot.rtx} cname:{slot.name}")


def _answered_track(section: MediaSection, slot: SlotSources) -> DownTrack | None:
    if not section.receives or section.kind not in OFFERED:
        return None
    offered = {codec.payload_type: codec for codec in OFFERED[section.kind]}
    taken = []
    for codec in read_codecs(section):
        ours = offered.get(codec.payload_type)
        if ours is not None and ours.name == codec.name:
            taken.append(replace(ours, rtx_payload_type=codec.rtx_payload_type))
    return _track(section.kind, section.mid, slot, taken)


def _answered_section(
    offered: MediaSection,
    index: int,
    sources: ReceiverSources,
    tracks: dict[str, list[DownTrack | None]],
    extensions: Extensions,
    local: Local,
) -> tuple[MediaSection, DownTrack | None]:
    mid = read_mid(offered, index)
    if offered.is_rejected or offered.kind not in tracks:
        return rejected_section(offered), None
    codecs = without_conflicting_rtx(usable_codecs(offered))
    slot = sources.grow(len(tracks[offered.kind]) + 1)[len(tracks[offered.kind])]
    track = _track(offered.kind, mid, slot, codecs) if offered.receives else None
    if not codecs:
        return rejected_section(offered), None
    section = new_section(local, offered.kind, offered.mid or None, "passive")
    section.attributes.add("sendonly" if track else "inactive")
    for codec in codecs:
        write_codec(section, codec, codec.parameters, feedback(offered, codec.payload_type))
    own = read_extensions(offered)
    write_extensions(
        section, extensions, [name for name in _EXTENSIONS if own.get(name) == getattr(extensions, name)]
    )
    if track:
        _write_sources(section, slot, with_rtx=track.rtx_ssrc is not None)
    return section, track


def _track(kind: str, mid: str, slot: SlotSources, codecs: Sequence[Codec]) -> DownTrack | None:
    if not codecs:
        return None
    if kind == "audio":
        return DownTrack(mid, "audio", slot.audio, None, tuple(codecs), slot.name)
    rtx = slot.rtx if any(codec.rtx_payload_type is not None for codec in codecs) else None
    return DownTrack(mid, "video", slot.video, rtx, tuple(codecs), slot.name)


def _only(extensions: Extensions, offered: Extensions) -> Extensions:
    """What of our offer came back under the same id."""
    return Extensions(
        mid=extensions.mid if extensions.mid == offered.mid else None,
        transport_cc=extensions.transport_cc if extensions.transport_cc == offered.transport_cc else None,
    )
