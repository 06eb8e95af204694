"""
One member's conversation: what it may say in which state, and how much.

A session is opened with its websocket, perhaps held in the lobby, joined once its ticket has
let it in, and closed for ever. It reads texts into messages; what they mean is the room's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from signaling.errors import bye, error
from signaling.messages import FromClient, FromClientMessage, ServerMessage
from signaling.permissions import PERMISSIONS
from signaling.rate import TokenBucket
from signaling.settings import SessionSettings

_MESSAGE: TypeAdapter[FromClientMessage] = TypeAdapter(FromClient)
_UNKNOWN_TAG = {"union_tag_invalid", "union_tag_not_found"}


class SessionState(StrEnum):
    OPENED = "opened"
    HELD = "held"
    JOINED = "joined"
    CLOSED = "closed"


#: What a session hears in each state; everything else is `wrong_state`.
HEARD: dict[SessionState, frozenset[str]] = {
    SessionState.OPENED: frozenset({"join", "ping"}),
    #: Whoever waits in the lobby.
    SessionState.HELD: frozenset({"ping", "leave"}),
    #: `view` is what a WHEP client asks for.
    SessionState.JOINED: frozenset(PERMISSIONS) - {"join", "view"},
    SessionState.CLOSED: frozenset(),
}

#: The only moves between states; `Session.move` refuses every other.
MOVES: dict[SessionState, frozenset[SessionState]] = {
    SessionState.OPENED: frozenset({SessionState.HELD, SessionState.JOINED, SessionState.CLOSED}),
    SessionState.HELD: frozenset({SessionState.JOINED, SessionState.CLOSED}),
    SessionState.JOINED: frozenset({SessionState.CLOSED}),
    SessionState.CLOSED: frozenset({SessionState.CLOSED}),
}


@dataclass(frozen=True, slots=True)
class Reply:
    """A text was answered by the session itself; `close` asks to close the socket after the messages."""

    messages: tuple[ServerMessage, ...] = ()
    close: bool = False


class Session:
    """
    The sans-I/O side of one websocket.

    `id` is the server's name for it and never used twice. `read` gives either a
    message that may be said in the present state, or the reply to refuse it with.
    """

    def __init__(self, id: str, now: int, settings: SessionSettings | None = None) -> None:
        self.id = id
        self.state = SessionState.OPENED
        self.member: str | None = None
        self.heard_at = now
        self._settings = settings or SessionSettings()
        self._bucket = TokenBucket(self._settings.burst, self._settings.per_second, now)
        self._refused_in_a_row = 0

    def read(self, text: str, now: int) -> FromClientMessage | Reply:
        """Turn one text into a message, or into the reply that refuses it with its named error."""
        if self.state is SessionState.CLOSED:
            return Reply(close=True)
        self.heard_at = now
        if not self._bucket.take(now):
            return self._refuse("too_many")
        # A character has at most four bytes: the exact size is counted only when it may matter.
        limit = self._settings.message_size
        if len(text) > limit or (len(text) * 4 > limit and len(text.encode("utf-8", "replace")) > limit):
            return self._refuse("too_large")
        return self._parse(text)

    def is_idle(self, now: int) -> bool:
        """Nothing was heard for so long that the peer must be gone."""
        return now - self.heard_at > self._settings.idle_ms

    def join(self, member: str) -> None:
        """The room has let `member` in through this session."""
        self.move(SessionState.JOINED)
        self.member = member

    def move(self, state: SessionState) -> None:
        """Go to `state`; raises `ValueError` on a move that the table does not have."""
        if state not in MOVES[self.state]:
            raise ValueError(f"a session does not go from {self.state} to {state}")
        self.state = state

    def _parse(self, text: str) -> FromClientMessage | Reply:
        try:
            message = _MESSAGE.validate_json(text)
        except ValidationError as failure:
            code, detail = _explain(failure)
            return self._refuse(code, detail, None if code == "malformed" else _id_of(text))
        except ValueError:  # lone surrogates cannot be put into UTF-8
            return self._refuse("malformed")
        if message.type not in HEARD[self.state]:
            return self._refuse("wrong_state", message.type, message.id)
        self._refused_in_a_row = 0
        return message

    def _refuse(self, code: str, detail: str = "", re: int | None = None) -> Reply:
        self._refused_in_a_row += 1
        refusal = error(code, re, detail)
        if self._refused_in_a_row < self._settings.patience:
            return Reply((refusal,))
        return Reply((refusal, bye("too_many")), close=True)


def _explain(failure: ValidationError) -> tuple[str, str]:
    """Name the error of a text that is no message, without repeating any value of it."""
    first = failure.errors(include_url=False, include_input=False, include_context=False)[0]
    if first["type"] == "json_invalid":
        return "malformed", ""
    if first["type"] in _UNKNOWN_TAG:
        return "unknown_message", ""
    if not first["loc"]:
        return "malformed", ""
    return "invalid_message", ".".join(str(part)[:40] for part in first["loc"][:4]) + f": {first['type']}"


def _id_of(text: str) -> int | None:
    """Find the `id` of a JSON text that is no message, so that its sender learns which one was refused."""
    content = from_json(text)
    id = content.get("id") if isinstance(content, dict) else None
    return id if isinstance(id, int) and not isinstance(id, bool) and 0 <= id < 2**53 else None
