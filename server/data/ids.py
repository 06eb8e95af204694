"""Ids of everything durable: 12 characters that a person can read out over the telephone."""

from __future__ import annotations

import secrets

# Lower-case base32 without 0, 1, l and o's look-alikes being ambiguous (RFC 4648 alphabet, 60 bits).
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
LENGTH = 12


def new_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
