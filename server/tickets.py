"""
Sign and verify tickets: what lets its bearer be one role in one lesson for a short while.

On the wire `exp` is in seconds, as RFC 7519 wants it; `Claims.exp` is in milliseconds.
"""

from __future__ import annotations

from typing import Any

import jwt
from pydantic import ValidationError

from signaling.claims import Claims, TicketRefused

AUDIENCE = "tongke-room"
ALGORITHM = "HS256"


class Tickets:
    """Signs with the server's secret; a ticket signed by another server is `ticket_invalid`."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        #: What opens nothing any more: terminal and member, with the reason.
        self._taken_back: dict[tuple[str, str], str] = {}

    def sign(self, claims: Claims) -> str:
        """The ticket of these claims; a secret, so never to be logged."""
        payload = claims.model_dump(mode="json") | {"aud": AUDIENCE, "exp": claims.exp // 1000}
        return jwt.encode(payload, self._secret, algorithm=ALGORITHM)

    def verify(self, ticket: str, now: int) -> Claims:
        """
        The claims of a ticket at `now` (Unix milliseconds).

        Raises `TicketRefused` with `ticket_expired`, `ticket_invalid`, or why it was taken back.
        """
        try:
            payload = jwt.decode(
                ticket,
                self._secret,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                # The time is the caller's, so that tests need no clock.
                options={"verify_exp": False, "verify_iat": False, "require": ["exp", "sub"]},
            )
            claims = Claims.model_validate(_known(payload) | {"exp": int(payload["exp"]) * 1000})
        except (jwt.PyJWTError, ValidationError, ValueError, TypeError, OverflowError):
            raise TicketRefused("ticket_invalid") from None
        if claims.exp <= now:
            raise TicketRefused("ticket_expired")
        self.check(claims)
        return claims

    def take_back(self, terminal: str, member: str, code: str) -> None:
        """From now on no ticket that the terminal has fetched for this member opens anything."""
        self._taken_back[terminal, member] = code

    def give_back(self, terminal: str, member: str) -> None:
        """The terminal speaks for this member again."""
        self._taken_back.pop((terminal, member), None)

    def check(self, claims: Claims) -> None:
        """Raise `TicketRefused` if the ticket of these claims was taken back since it was verified."""
        code = self._taken_back.get((claims.terminal, claims.sub)) if claims.terminal else None
        if code is not None:
            raise TicketRefused(code)


def _known(payload: dict[str, Any]) -> dict[str, Any]:
    """Without the registered claims that only the token itself is about (`aud`, `iat`)."""
    return {name: value for name, value in payload.items() if name in Claims.model_fields}
