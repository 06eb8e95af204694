"""
Ask a publisher for keyframes on behalf of all its receivers.

A keyframe costs many times an ordinary frame. Thirty receivers that lose the
same packet must cause one, or everybody's picture gets worse (a keyframe storm).
"""

from __future__ import annotations

from collections.abc import Callable

#: libwebrtc's own encoder ignores requests that come faster.
SPACING = 0.3
#: A few in a row are normal when a lesson changes its stage; a lasting demand gets one in this time.
BURST = 3.0
REFILL = 1.5
#: Twice the time a keyframe takes over a slow line; then the request was lost.
PATIENCE = 0.5
MOST_RETRIES = 6


def _ask_nobody(attempt: int) -> None: ...


class KeyframeArbiter:
    """
    Merge the requests for one producer's keyframes and limit their rate.

    `send(attempt)` puts the request on the wire, with 0 for the first attempt.
    A request while one is under way is merged with it; one that comes too soon
    after a keyframe is put off, not lost; one without an answer is repeated.
    """

    def __init__(self, send: Callable[[int], None]) -> None:
        self._send = send
        self._asked_at: float | None = None
        self._last_sent = float("-inf")
        self._attempt = 0
        self._deferred = False
        self._credit = BURST
        self._credit_at = float("-inf")
        self.requested = 0
        self.sent = 0
        self.keyframes = 0

    @property
    def waiting(self) -> bool:
        """Whether a keyframe was asked for, or will be, and has not come."""
        return self._asked_at is not None or self._deferred

    def request(self, now: float) -> None:
        """Somebody needs a keyframe."""
        self.requested += 1
        if self._asked_at is not None:
            return
        if self._may_send(now):
            self._ask(now, attempt=0)
        else:
            self._deferred = True

    def keyframe_arrived(self) -> None:
        """The first packet of a keyframe came."""
        self.keyframes += 1
        self._asked_at = None

    def tick(self, now: float) -> None:
        """Send what was put off; repeat what stayed without an answer."""
        if self._asked_at is not None:
            self._repeat(now)
        elif self._deferred and self._may_send(now):
            self._ask(now, attempt=0)

    def close(self) -> None:
        """Ask nobody any more."""
        self._send = _ask_nobody

    def _repeat(self, now: float) -> None:
        assert self._asked_at is not None, "only an open request is repeated"
        if now - self._asked_at < PATIENCE * (1 + self._attempt):
            return
        if self._attempt >= MOST_RETRIES:
            self._asked_at = None
        else:
            self._ask(now, self._attempt + 1)

    def _may_send(self, now: float) -> bool:
        self._credit = min(BURST, self._credit + max(0.0, now - self._credit_at) / REFILL)
        self._credit_at = max(now, self._credit_at)
        return now - self._last_sent >= SPACING and self._credit >= 1

    def _ask(self, now: float, attempt: int) -> None:
        self._deferred = False
        self._asked_at = self._last_sent = now
        self._attempt = attempt
        self._credit = max(0.0, self._credit - 1)
        self.sent += 1
        self._send(attempt)
