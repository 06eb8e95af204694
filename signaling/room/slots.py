"""Decide what every member sees and hears: which source goes into which slot of its down-link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from signaling.commands import SlotRoute
from signaling.messages import SlotContent
from signaling.reducer import is_open, masters, stage
from signaling.state import Phase, Role, RoomState, Source, SourceKind
from signaling.tools.arrangement.state import Layout

#: The source in each slot, by slot number; None in an empty one.
Allocation = tuple[str | None, ...]

NO_HEIGHTS: Mapping[str, int] = MappingProxyType({})
#: What a thin line keeps longest: the voice that teaches, then the open microphones …
TEACHER_HEARD, OTHER_HEARD = 0, 1
#: … and of pictures the text one must read, then whoever is talked to, then the others.
SHARED_SEEN, STAGE_SEEN, OTHER_SEEN = 0, 1, 2


def wanted(state: RoomState, member: str) -> list[str]:
    """
    List the sources this member is to receive, the most important first.

    A master sees all classrooms and everybody's screens at any time. The others see
    nothing before the lesson: then the teacher, the screen, and who is called on; in a research
    room and in a gallery also the others, as far as there are slots. Nobody receives himself, but in a check.
    """
    who = state.members.get(member)
    if who is None or state.lesson.phase is Phase.ENDED:
        return []
    if state.conduct.form == "check":
        return _of_members(state, [member])
    if who.role is Role.MASTER:
        chosen = _for_master(state)
    else:
        chosen = _for_participant(state) if state.lesson.phase is Phase.LIVE else []
    return [source for source in chosen if state.sources[source].member != member]


def wanted_by_viewer(state: RoomState) -> list[str]:
    """List what a WHEP client is to receive: the stage first, then what a classroom sees."""
    if state.lesson.phase is not Phase.LIVE:
        return []
    return _unique(_on_stage(state), _for_classroom(state))


def allocate(previous: Allocation, wanted: Sequence[str], slots: int) -> Allocation:
    """
    Put the first `slots` of the wanted sources into slots, moving none that has one already.

    A source that stays keeps its slot, because a switch costs a keyframe and a flicker.
    """
    chosen = list(wanted[:slots])
    kept = [source if source in chosen else None for source in previous[:slots]]
    kept += [None] * (slots - len(kept))
    newcomers = iter([source for source in chosen if source not in kept])
    return tuple(source if source is not None else next(newcomers, None) for source in kept)


def routes(
    state: RoomState, allocation: Allocation, heights: Mapping[str, int] = NO_HEIGHTS
) -> tuple[SlotRoute, ...]:
    """
    Name the producers each slot shall carry now, and what a thin line sends first.

    Never the sound of a closed microphone. `heights` are the pixels at which the receiver
    draws the sources.
    """
    return tuple(_route(state, slot, source, heights) for slot, source in enumerate(allocation))


def contents(state: RoomState, allocation: Allocation) -> list[SlotContent]:
    """Say the same to the member, by source."""
    return [
        SlotContent(
            slot=route.slot, source=source, audio=route.audio is not None, video=route.video is not None
        )
        for source, route in zip(allocation, routes(state, allocation), strict=True)
    ]


def audible(state: RoomState, source: Source) -> bool:
    """Tell whether `source` may be heard: its sound is on, and its owner's microphone open."""
    return source.audio and is_open(state, source.member)


def _route(state: RoomState, slot: int, id: str | None, heights: Mapping[str, int]) -> SlotRoute:
    source = state.sources.get(id) if id is not None else None
    if source is None:
        return SlotRoute(slot, None, None)
    return SlotRoute(
        slot,
        audio=f"{source.id}/audio" if audible(state, source) else None,
        video=f"{source.id}/video" if source.video else None,
        audio_rank=TEACHER_HEARD if _teaches(state, source) else OTHER_HEARD,
        video_rank=video_rank(state, source),
        height=heights.get(source.id),
    )


def video_rank(state: RoomState, source: Source) -> int:
    """Return what place a picture has when not all can be sent; 0 is sent first."""
    if source.id == state.arrangement.spotlight:
        return STAGE_SEEN
    if not _teaches(state, source) and source.member not in state.floor:
        return OTHER_SEEN
    if source.kind is SourceKind.PUPILS:
        return OTHER_SEEN
    return STAGE_SEEN if source.kind is SourceKind.CAMERA else SHARED_SEEN


def _teaches(state: RoomState, source: Source) -> bool:
    owner = state.members.get(source.member)
    return owner is not None and owner.role is Role.MASTER


def _for_master(state: RoomState) -> list[str]:
    called_on = _of_kind(state, reversed(state.floor), SourceKind.CAMERA)
    rural = [id for id, member in state.members.items() if member.role is Role.RURAL]
    return _unique(called_on, _of_members(state, rural), _of_members(state, masters(state)))


def _on_stage(state: RoomState) -> list[str]:
    source = stage(state)
    return [source] if source is not None else []


def _spotlit(state: RoomState) -> list[str]:
    source = state.arrangement.spotlight
    return [source] if source in state.sources else []


def _for_participant(state: RoomState) -> list[str]:
    chosen = _for_classroom(state)
    if state.conduct.form != "research" and state.arrangement.layout is not Layout.GALLERY:
        return chosen
    others = [id for id, member in state.members.items() if member.role is not Role.OBSERVER]
    return _unique(chosen, _of_kind(state, others, SourceKind.CAMERA))


def _for_classroom(state: RoomState) -> list[str]:
    teachers = masters(state)
    called_on = list(reversed(state.floor))
    # A source that finds no slot is not heard: whoever speaks comes before a second picture of somebody.
    return _unique(
        _of_kind(state, teachers, SourceKind.CAMERA),
        _spotlit(state),
        _of_kind(state, teachers, SourceKind.SCREEN),
        _of_kind(state, called_on, SourceKind.CAMERA),
        _of_members(state, teachers),
        _of_members(state, called_on),
    )


def _of_members(state: RoomState, members: Iterable[str]) -> list[str]:
    """List the members' sources, each member's camera before its screen and its board."""
    return [source for member in members for kind in SourceKind for source in _of_kind(state, [member], kind)]


def _of_kind(state: RoomState, members: Iterable[str], kind: SourceKind) -> list[str]:
    return [source for member in members if (source := f"{member}/{kind}") in state.sources]


def _unique(*lists: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(source for each in lists for source in each))
