"""Keep the line from a file's time to the lesson clock: by arrival first, then by sender reports."""

from __future__ import annotations

from media.recording.journal import SyncLine

# Below this a correction is the noise of the reports.
_NOISE = 2.0  # milliseconds
_INTERVAL = 5.0  # seconds between two corrections
#: A correction beyond this is no correction: the publisher's RTP clock has jumped.
JUMP = 1000.0  # milliseconds


class Sync:
    """
    What to add to a file's time to get the lesson's, in milliseconds.

    `offset_ms` starts at nought, because a take is opened at the lesson time of
    its first frame; give it what sender reports say by `observe`.
    """

    def __init__(self, by_report: bool) -> None:
        self.offset_ms = 0.0
        self.by_report = by_report
        self._changed_at: float | None = None

    def line(self, media_ms: float) -> SyncLine:
        """The mapping as it is known now, as a line of the journal."""
        lesson_ms = round(media_ms + self.offset_ms, 1)
        basis = "sender_report" if self.by_report else "arrival"
        return SyncLine(media_ms=round(media_ms, 1), lesson_ms=lesson_ms, basis=basis)

    def jumped(self, offset_ms: float) -> bool:
        """Whether this is too far from what sender reports have said before."""
        return self.by_report and abs(offset_ms - self.offset_ms) > JUMP

    def observe(self, offset_ms: float, now: float) -> bool:
        """Take in what a sender report says; true when the journal should have a new line."""
        due = self._changed_at is None or now - self._changed_at >= _INTERVAL
        if self.by_report and (not due or abs(offset_ms - self.offset_ms) < _NOISE):
            return False
        self.offset_ms, self.by_report, self._changed_at = offset_ms, True, now
        return True
