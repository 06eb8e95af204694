"""Spans of time in the unit that the server counts in."""

from __future__ import annotations

#: A day in milliseconds.
DAY_MS = 86_400_000
