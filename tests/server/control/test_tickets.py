"""A ticket opens one lesson in one role until it expires, and only with this server's secret."""

from __future__ import annotations

import jwt
import pytest

from server.tickets import AUDIENCE, Tickets
from signaling.claims import Claims, TicketRefused
from signaling.state import Role

NOW = 1_795_226_400_000
SECRET = "a secret of at least thirty-two characters"
CLAIMS = Claims(
    sub="u3", lesson="3mq7c2xk9a4d", role=Role.MASTER, name="王老师", place="城关小学", exp=NOW + 1000
)


def refusal(ticket: str, now: int = NOW) -> str:
    with pytest.raises(TicketRefused) as refused:
        Tickets(SECRET).verify(ticket, now)
    return refused.value.code


def test_signed_ticket_comes_back_whole() -> None:
    tickets = Tickets(SECRET)
    assert tickets.verify(tickets.sign(CLAIMS), NOW) == CLAIMS


def test_ticket_expires() -> None:
    assert refusal(Tickets(SECRET).sign(CLAIMS), now=NOW + 1000) == "ticket_expired"


def test_ticket_of_another_server_is_invalid() -> None:
    assert refusal(Tickets("another secret, just as long as ours is").sign(CLAIMS)) == "ticket_invalid"


def test_unsigned_ticket_is_invalid() -> None:
    payload = CLAIMS.model_dump(mode="json") | {"aud": AUDIENCE}
    assert refusal(jwt.encode(payload, None, algorithm="none")) == "ticket_invalid"


def test_token_for_another_purpose_is_invalid() -> None:
    payload = CLAIMS.model_dump(mode="json") | {"aud": "tongke-operator", "exp": NOW // 1000 + 60}
    assert refusal(jwt.encode(payload, SECRET, algorithm="HS256")) == "ticket_invalid"


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "\x00" * 10, "é.é.é"])
def test_anything_else_is_invalid(text: str) -> None:
    assert refusal(text) == "ticket_invalid"


@pytest.mark.parametrize("member", ["a/b", "", "x" * 41, "a b"])
def test_member_id_that_could_forge_a_producer_name_is_invalid(member: str) -> None:
    payload = CLAIMS.model_dump(mode="json") | {"sub": member, "aud": AUDIENCE, "exp": NOW // 1000 + 60}
    assert refusal(jwt.encode(payload, SECRET, algorithm="HS256")) == "ticket_invalid"
