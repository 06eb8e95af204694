"""Name what can go wrong with a source, without a word of its URL, which may hold a password."""

from __future__ import annotations

#: Every reason why a source does not come; control has the words for people.
REASONS = (
    "wrong_password",
    "unreachable",
    "no_such_stream",
    "not_media",
    "silent",
    "ended",
    "no_tracks",
    "failed",
)


class SourceFailed(Exception):
    """The source can't be read (any more); `reason` is one of `REASONS`."""

    def __init__(self, reason: str) -> None:
        assert reason in REASONS
        super().__init__(reason)
        self.reason = reason
