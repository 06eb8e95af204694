"""
Hear the first message, before it is known which room it is for.

The ticket in `join` names the lesson; the server finds that lesson's room and
hands it the entry. Whoever shows no good ticket never reaches a room.
"""

from __future__ import annotations

from dataclasses import dataclass

from signaling.claims import Claims, TicketRefused, Verify
from signaling.errors import bye, error
from signaling.messages import Join, Ping, Pong
from signaling.session import Reply, Session


@dataclass(frozen=True, slots=True)
class Entry:
    """A verified ticket and the join it came with: hand it to `Room.connect` of `claims.lesson`."""

    claims: Claims
    join: Join


def knock(session: Session, text: str, verify: Verify, now: int) -> Entry | Reply:
    """
    Read one text of a session that has not joined; `now` is Unix milliseconds.

    A `Reply` is to be sent, and the socket closed if it says so; otherwise the
    next text is read the same way. `verify` may raise `TicketRefused` only.
    """
    message = session.read(text, now)
    if isinstance(message, Reply):
        return message
    if isinstance(message, Ping):
        return Reply((pong(message, now),))
    assert isinstance(message, Join), "the table of states lets nothing else through"
    try:
        return Entry(verify(message.ticket, now), message)
    except TicketRefused as refused:
        return farewell(refused.code, message.id)


def farewell(code: str, re: int | None = None) -> Reply:
    """Refuse an entry for good: the error, the good-bye, and the door."""
    return Reply((error(code, re), bye(code)), close=True)


def pong(ping: Ping, now: int) -> Pong:
    """Answer a ping; `server_time` is Unix milliseconds."""
    return Pong(re=ping.id, sent=ping.sent, server_time=now)
