"""What each classroom did in the lesson: was it called on, seen, heard, and how long did its hand wait?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from server.library.course import Step
from server.library.intervals import Interval, total
from server.library.spans import Span, on_stage, spans
from signaling.cues import FloorGiven, HandRaised
from signaling.state import Member, Role, RoomState
from signaling.tools.board.cues import MarkAdded
from signaling.tools.chat.cues import ChatSaid


@dataclass(frozen=True, slots=True)
class Classroom:
    """
    One rural classroom; times in ms of the lesson.

    `turns` count how often it was called on; a call while it has the floor is no new one. `waits` are
    the times from a raised hand to being called on. `spoke_ms` is `None` where its sound tells nothing.
    """

    member: str
    name: str
    place: str
    present_ms: int
    turns: int
    floor_ms: int
    spoke_ms: int | None
    stage_ms: int
    hands: int
    waits: Sequence[int] = field(default_factory=tuple)
    marks: int = 0
    messages: int = 0


def classrooms(
    course: Iterable[Step], voices: Mapping[str, Sequence[Interval]], duration_ms: int
) -> list[Classroom]:
    """Every classroom that was expected or came, in the order of the timetable."""
    steps = [step for step in course if step.at_ms <= duration_ms]
    members = steps[-1].after.members if steps else {}
    stage = on_stage(steps, duration_ms)
    rural = [member for member in members.values() if member.role is Role.RURAL]
    return [_classroom(member, steps, stage, voices.get(member.id), duration_ms) for member in rural]


def _classroom(
    member: Member,
    steps: Sequence[Step],
    stage: Sequence[Span[str]],
    spoken: Sequence[Interval] | None,
    duration_ms: int,
) -> Classroom:
    id = member.id
    floor = spans(steps, lambda state: id in state.floor or None, duration_ms)
    present = spans(steps, lambda state: _is_present(state, id), duration_ms)
    return Classroom(
        member=id,
        name=member.name,
        place=member.place,
        present_ms=sum(span.length_ms for span in present),
        turns=sum(1 for step in steps if _is_called(step, id)),
        floor_ms=sum(span.length_ms for span in floor),
        spoke_ms=None if spoken is None else total(spoken),
        stage_ms=sum(span.length_ms for span in stage if span.value.partition("/")[0] == id),
        hands=sum(1 for step in steps if _raises(step, id)),
        waits=tuple(_waits(steps, id)),
        marks=sum(1 for step in steps if step.by == id and isinstance(step.event, MarkAdded)),
        messages=sum(1 for step in steps if step.by == id and isinstance(step.event, ChatSaid)),
    )


def _is_present(state: RoomState, member: str) -> bool | None:
    who = state.members.get(member)
    return True if who is not None and who.present else None


def _is_called(step: Step, member: str) -> bool:
    event = step.event
    return isinstance(event, FloorGiven) and event.member == member and member not in step.before.floor


def _raises(step: Step, member: str) -> bool:
    event = step.event
    if not isinstance(event, HandRaised) or event.member != member:
        return False
    return all(hand.member != member for hand in step.before.hands)


def _waits(steps: Iterable[Step], member: str) -> Iterator[int]:
    raised: int | None = None
    for step in steps:
        if _raises(step, member):
            raised = step.at_ms
        elif raised is not None and _is_called(step, member):
            yield step.at_ms - raised
            raised = None
        elif all(hand.member != member for hand in step.after.hands):
            raised = None
