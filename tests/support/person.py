"""Somebody in a lesson's story: what they say, hear, and see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from signaling.claims import Claims
from signaling.follower import Follower
from signaling.messages import ErrorMessage, Offer, ServerMessage, SlotContent, Slots, Welcome
from signaling.reducer import is_open

if TYPE_CHECKING:
    from tests.support.room import Story

M = TypeVar("M")


class Person:
    """Somebody with a ticket; `heard` are all messages of the present connection."""

    def __init__(self, story: Story, claims: Claims) -> None:
        self.story = story
        self.id = claims.sub
        self.ticket = claims.model_dump_json()
        self.session = ""
        self.heard: list[ServerMessage] = []
        self.follower = Follower()
        self.is_connected = False
        self._ids = 0

    def connects(self, **kept: bool) -> Person:
        """Open a websocket and join, resuming if it was here before; `up`, `down` say what it kept."""
        self.session = self.story.new_session()
        self.heard = []
        join = self.follower.join(self.ticket).model_dump()
        self.story.enters(self, join | {"id": 0, "kept": kept})
        return self

    def says(self, type: str, **fields: Any) -> list[ServerMessage]:
        """Send one message and return what came back to this person."""
        self._ids += 1
        return self.says_text(json.dumps({"type": type, "id": self._ids, **fields}))

    def says_text(self, text: str) -> list[ServerMessage]:
        before = len(self.heard)
        self.story.do(self.story.room.receive(self.session, text, self.story.now))
        return self.heard[before:]

    def is_refused(self, type: str, **fields: Any) -> str | None:
        """Send one message and return the code of the error it was answered with."""
        errors = [each for each in self.says(type, **fields) if isinstance(each, ErrorMessage)]
        return errors[0].code if errors else None

    def publishes(self, *kinds: str, **flags: bool) -> list[ServerMessage]:
        """Publish these kinds of sources with sound and picture, as `mid` 0, 1, 2, …"""
        sources = [
            {"kind": kind, "audio_mid": str(2 * n), "video_mid": str(2 * n + 1), **flags}
            for n, kind in enumerate(kinds)
        ]
        return self.says("publish", sdp="an offer", sources=sources)

    def subscribes(self, **fields: Any) -> list[SlotContent]:
        """Get a down-link, answer its offer, and return what the slots carry."""
        self.says("subscribe", **fields)
        self.answers()
        return self.slots

    def answers(self) -> list[ServerMessage]:
        return self.says("answer", negotiation=self.last(Offer).negotiation, sdp="an answer")

    def drops(self) -> None:
        """The socket closes without a good-bye."""
        self.is_connected = False
        self.story.do(self.story.room.disconnect(self.session, self.story.now))

    def last(self, kind: type[M]) -> M:
        """The newest message of that class."""
        return next(each for each in reversed(self.heard) if isinstance(each, kind))

    def has_heard(self, kind: type[ServerMessage]) -> bool:
        return any(isinstance(each, kind) for each in self.heard)

    @property
    def welcome(self) -> Welcome:
        return self.last(Welcome)

    @property
    def slots(self) -> list[SlotContent]:
        """What the slots carry, as this person was told last."""
        return self.last(Slots).slots if self.has_heard(Slots) else []

    @property
    def sees(self) -> set[str]:
        return {slot.source for slot in self.slots if slot.source and slot.video}

    @property
    def hears(self) -> set[str]:
        return {slot.source for slot in self.slots if slot.source and slot.audio}

    @property
    def is_open(self) -> bool:
        return is_open(self.story.state, self.id)

    @property
    def is_present(self) -> bool:
        member = self.story.state.members.get(self.id)
        return member is not None and member.present
