"""The short code on the screen of a terminal without a classroom: read out, typed elsewhere, used once."""

from __future__ import annotations

import secrets

#: Without what looks or sounds like something else: 0 O, 1 I L, 2 Z, 5 S, 8 B.
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"
LENGTH = 6


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed(text: str) -> str:
    """The code as a person has typed it: in any case, with spaces or a dash in between."""
    return "".join(letter for letter in text.upper() if letter.isalnum())
