"""Notice that the worker itself is late, and say how much of the pictures it leaves out until it is not."""

from __future__ import annotations

#: Sound is heard to be late from here on; below the other all is well again. Seconds.
LATE, IN_TIME = 0.05, 0.02
#: Being late with little to do is the machine's doing: leaving out pictures would not help.
BUSY = 0.4
#: A worker that is that busy is late with the next burst; below the other it may have more.
FULL, ROOMY = 0.9, 0.75
#: Seconds from one step of leaving out to the next.
_NEXT_STEP = 1.0
#: Seconds of calm before a step is taken back; twice as long each time that it was too soon.
_CALM, _LONGEST_CALM = 5.0, 60.0
#: Seconds for which a worker has to be full to be called overloaded, and roomy until it is not.
_PATIENCE = 4.0

#: How much is left out, from nothing to all pictures. Sound never is.
NOTHING, TOP_LAYERS, ALL_BUT_LOWEST_LAYERS, CLASSROOMS, PICTURES = range(5)


class Lasting:
    """For how long something has been so, without a break."""

    def __init__(self) -> None:
        self._since: float | None = None

    def seconds(self, is_so: bool, now: float) -> float:
        """The time up to now; below 0 if it is not so."""
        if not is_so:
            self._since = None
            return -1.0
        if self._since is None:
            self._since = now
        return now - self._since


class Overload:
    """
    The state of one worker, pure: `observe` is called about once a second with what was measured.

    `shed` is how much it leaves out, `overloaded` whether it should get nothing more.
    """

    def __init__(self) -> None:
        self.shed = NOTHING
        self.overloaded = False
        self._calm = _CALM
        self._stepped_at = float("-inf")
        self._recovered_at = float("-inf")
        self._in_time, self._full, self._roomy = Lasting(), Lasting(), Lasting()

    def observe(self, age: float, load: float, now: float) -> None:
        """`age` is how long packets have waited for the loop, in seconds, `load` its busy share, 0 to 1."""
        late = age > LATE and load > BUSY
        in_time = self._in_time.seconds(age < IN_TIME or load < BUSY, now)
        if late and self.shed < PICTURES and now - self._stepped_at >= _NEXT_STEP:
            self._leave_out_more(now)
        elif self.shed and in_time >= self._calm and now - self._stepped_at >= self._calm:
            self.shed -= 1
            self._stepped_at = self._recovered_at = now
        full = self._full.seconds(late or load > FULL, now)
        roomy = self._roomy.seconds(not late and not self.shed and load < ROOMY, now)
        if full >= _PATIENCE:
            self.overloaded = True
        elif roomy >= _PATIENCE:
            self.overloaded = False

    def _leave_out_more(self, now: float) -> None:
        too_soon = now - self._recovered_at < 2 * self._calm
        if too_soon:
            self._calm = min(2 * self._calm, _LONGEST_CALM)
        elif not self.shed:
            self._calm = _CALM
        self.shed += 1
        self._stepped_at = now
