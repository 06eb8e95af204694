"""Who may ring the bell."""

from __future__ import annotations

from signaling.errorwords import ErrorWords
from signaling.verdicts import NEVER, WHILE_LIVE, Permission

PERMISSIONS = {"ring_bell": Permission(WHILE_LIVE, NEVER, NEVER)}
ERRORS: dict[str, ErrorWords] = {}
