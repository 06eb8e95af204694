"""The short code of a lesson, by which whoever is not on its list asks to be let in."""

from __future__ import annotations

import hashlib
import hmac

from server.terminals.codes import ALPHABET

LENGTH = 6


def code_of(lesson_id: str, secret: str) -> str:
    """
    Return the lesson's code: the same for as long as the server's secret is.

    It only leads to the lobby, where a teacher decides; it needs no table.
    """
    digest = hmac.new(secret.encode(), b"lesson code " + lesson_id.encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest[:8], "big")
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)
