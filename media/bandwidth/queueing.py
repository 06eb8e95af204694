"""Tell from one-way delays how long packets wait in the line's queue, and not to take jitter for it."""

from __future__ import annotations

from collections import deque

#: The shortest delay of the last one or two of these is that of the empty line. Longer, and the drift
#: of two clocks (0.1 ms a second) would matter; shorter, and a queue that stays would pass for the line.
_EMPTY_LINE_WINDOW = 10.0
#: A queue is what even the luckiest packet of this time had to wait for: a radio that stalls for a moment
#: and a keyframe that drains meanwhile are none. Short lines with rare packets get more time.
_STANDING = 0.25
_FEWEST_PACKETS = 8
_LEAST_THRESHOLD, _MOST_THRESHOLD = 0.025, 0.12
#: Where packets stay in order, one that a radio delays holds up those behind it, and even the luckiest waits
#: a little: so much is usual, with so many of its own deviations above it.
_DEVIATIONS = 4.0
_SHARE_OF_JITTER = 0.8
_WEIGHT = 0.05
#: Before anything is known a line is taken for one with jitter.
_FIRST_GUESS_OF_JITTER = 0.06
_FASTEST_LEARNING = 0.25


class QueueDelay:
    """
    Seconds that packets wait in the line's queue: `now`, above `threshold` it is `standing`.

    `jitter` is the usual spread of delays within a quarter of a second.
    """

    __slots__ = (
        "_before",
        "_count",
        "_deviation",
        "_empty",
        "_lows",
        "_usual",
        "_weight",
        "_window_ends",
        "jitter",
        "now",
    )

    def __init__(self) -> None:
        self.jitter = _FIRST_GUESS_OF_JITTER
        self.now = 0.0
        self._usual = self._deviation = 0.0
        self._weight = _FASTEST_LEARNING
        #: Time, number of packets, shortest and longest delay.
        self._lows: deque[tuple[float, int, float, float]] = deque()
        self._count = 0
        self._forget_line()

    def _forget_line(self) -> None:
        self._empty = self._before = float("inf")
        self._window_ends = float("-inf")

    @property
    def threshold(self) -> float:
        usual = self._usual + _DEVIATIONS * self._deviation
        most = min(1.2 * self.jitter, _MOST_THRESHOLD)
        return max(_LEAST_THRESHOLD, min(usual, most), _SHARE_OF_JITTER * self.jitter)

    @property
    def standing(self) -> bool:
        return self.now > self.threshold

    def add(self, low: float, high: float, count: int, at: float) -> None:
        """Take the range of the one-way delays (of any constant offset) of packets that came until `at`."""
        if at > self._window_ends:
            self._window_ends = at + _EMPTY_LINE_WINDOW
            self._before, self._empty = self._empty, float("inf")
        self._empty = min(self._empty, low)
        lows = self._lows
        lows.append((at, count, low, high))
        self._count += count
        while len(lows) > 1 and lows[0][0] < at - _STANDING and self._count - lows[0][1] >= _FEWEST_PACKETS:
            self._count -= lows.popleft()[1]
        for _, _, other_low, other_high in lows:
            if other_low < low:
                low = other_low
            if other_high > high:
                high = other_high
        self.now = low - min(self._empty, self._before)
        self._learn(high - low)

    def _learn(self, spread: float) -> None:
        weight = self._weight = max(_WEIGHT, 0.95 * self._weight)
        # A queue that grows spreads the delays too, and must not raise its own threshold.
        if not self.standing:
            self.jitter += weight * (spread - self.jitter)
        if self.now < 1.5 * self.threshold:
            self._usual += weight * (self.now - self._usual)
            self._deviation += weight * (abs(self.now - self._usual) - self._deviation)

    def accept(self) -> None:
        """Less traffic did not shorten the queue, so it is not ours: count it to the line."""
        self._before = self._empty = self._empty + self.now
        self.now = 0.0

    def restart(self) -> None:
        """The line is another one; its delay is not known."""
        self._lows.clear()
        self._count = 0
        self.now = 0.0
        self._forget_line()
