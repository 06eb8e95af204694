"""The first message, before its room is known."""

import json

import pytest

from signaling.doorway import Entry, knock
from signaling.messages import Bye, ErrorMessage, Pong
from signaling.session import Reply, Session
from tests.support.room import BEGIN, HOUR, claims, verify


def said(message: dict[str, object], now: int = BEGIN) -> Entry | Reply:
    return knock(Session("s1", BEGIN), json.dumps(message), verify, now)


def test_a_good_ticket_is_an_entry() -> None:
    entry = said({"type": "join", "ticket": claims("u3").model_dump_json()})
    assert isinstance(entry, Entry)
    assert entry.claims == claims("u3")


def test_a_ping_is_answered_before_joining() -> None:
    reply = said({"type": "ping", "sent": 5, "id": 1})
    assert reply == Reply((Pong(re=1, sent=5, server_time=BEGIN),))


@pytest.mark.parametrize(
    ("ticket", "now", "code"),
    [
        ("rubbish", BEGIN, "ticket_invalid"),
        (claims("u3").model_dump_json(), BEGIN + 3 * HOUR, "ticket_expired"),
    ],
)
def test_a_bad_ticket_is_refused_and_the_door_closed(ticket: str, now: int, code: str) -> None:
    reply = said({"type": "join", "id": 4, "ticket": ticket}, now)
    assert isinstance(reply, Reply)
    error, bye = reply.messages
    assert isinstance(error, ErrorMessage)
    assert isinstance(bye, Bye)
    assert (error.code, error.re, bye.code, bye.again, reply.close) == (code, 4, code, False, True)


def test_anything_but_a_join_may_be_tried_again() -> None:
    reply = said({"type": "raise_hand"})
    assert isinstance(reply, Reply)
    assert not reply.close
