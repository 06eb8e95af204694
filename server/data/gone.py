"""The error for a database that does not answer, without loading the database's library."""

from __future__ import annotations


class DatabaseGone(Exception):
    """No connection could be had; lessons go on, and trying again later is right."""
