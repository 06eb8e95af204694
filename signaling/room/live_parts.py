"""The parts of a room that are for its tools: what is live there, and no shared fact."""

from __future__ import annotations

from signaling.room.answers import Answers
from signaling.room.asking import Asking
from signaling.room.conducting import Conducting
from signaling.room.ink import LiveInk
from signaling.room.membership import Membership
from signaling.room.part import Part
from signaling.room.phones import PupilPhones
from signaling.room.proceedings import Proceedings
from signaling.room.whispers import Whispers
from signaling.room.wishes import Wishes


def live_parts(room: Proceedings, membership: Membership) -> tuple[Part, ...]:
    """Make them for one room."""
    answers = Answers(room)
    return (
        answers,
        Asking(room, answers),
        PupilPhones(room, answers),
        Wishes(room),
        LiveInk(room),
        Whispers(room),
        membership.threshold,
        Conducting(room, membership),
    )
