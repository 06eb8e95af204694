"""Let a browser save what it fetches under the name that people know."""

from __future__ import annotations

from urllib.parse import quote


def attachment(name: str) -> str:
    """The header for a file of that name (RFC 6266); one that is not ASCII is said twice."""
    plain = "".join(letter if letter.isascii() and letter.isprintable() else "_" for letter in name)
    plain = plain.replace('"', "_").replace("\\", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
