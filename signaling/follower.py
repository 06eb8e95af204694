"""
Keep one member's copy of the shared state from what the server sends it.

The sans-I/O half of a client: it builds the `join` with what it still has, and
applies welcome and cues. A browser does the same in TypeScript.
"""

from __future__ import annotations

from signaling.cues import Cue
from signaling.messages import CueMessage, Join, Kept, Pong, Resume, ServerMessage, Welcome
from signaling.reducer import reduce
from signaling.state import RoomState
from signaling.tools.board.wire import with_marks
from signaling.tools.board.wishes import SurfaceMarks


class CueMissing(ValueError):
    """A cue was skipped: join again without resuming."""


class Follower:
    """A member's view of one lesson: `state` at cue `cue`, and the offset of the server's clock."""

    def __init__(self) -> None:
        self.state: RoomState | None = None
        self.cue = 0
        self.epoch: int | None = None
        #: Add it to the own clock (Unix ms) to get the server's.
        self.clock_offset_ms = 0.0
        self._best_rtt_ms = float("inf")

    def join(self, ticket: str, kept: Kept | None = None, client: str = "") -> Join:
        """Build the first message of a connection: a plain join, or a resume from the last cue applied."""
        resume = Resume(epoch=self.epoch, cue=self.cue) if self.epoch is not None else None
        return Join(ticket=ticket, resume=resume, kept=kept or Kept(), client=client)

    def receive(self, message: ServerMessage, now: float) -> None:
        """Take in one message at `now` (own clock, ms). Raises `CueMissing` when cues are not contiguous."""
        match message:
            case Welcome():
                self._welcome(message)
            case CueMessage():
                self._apply(message.cue)
            case SurfaceMarks() if self.state is not None:
                self.state = with_marks(self.state, message.surface, message.marks)
            case Pong():
                self._pong(message, now)

    def _welcome(self, welcome: Welcome) -> None:
        self.epoch = welcome.epoch
        if welcome.snapshot is not None:
            self.state, self.cue = welcome.snapshot, welcome.cue
        for cue in welcome.cues:
            self._apply(cue)

    def _apply(self, cue: Cue) -> None:
        if self.state is None or cue.n != self.cue + 1:
            self.epoch = None
            raise CueMissing(f"cue {cue.n} came after {self.cue}")
        self.state, self.cue = reduce(self.state, cue), cue.n

    def _pong(self, pong: Pong, now: float) -> None:
        """The fastest exchange is the least disturbed one: its offset counts."""
        rtt = now - pong.sent
        if 0 <= rtt <= self._best_rtt_ms:
            self._best_rtt_ms = rtt
            self.clock_offset_ms = pong.server_time + rtt / 2 - now
