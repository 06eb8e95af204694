"""What a worker's transports share: its port, its certificate, its counters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from media.kernel.doors import Doors
from media.routing.gathering import Gathering
from media.routing.overload import Overload
from media.transport.demultiplexer import Demultiplexer
from media.transport.dtls import Certificate
from media.transport.negotiation import Local
from media.transport.path import Send
from media.transport.pipe import Pipe
from media.transport.srtp import SrtpKeys
from media.transport.transport import Transport


class Endpoint:
    """Makes transports, and says what our SDP tells about one. `candidates` gives `a=candidate` values."""

    def __init__(
        self,
        send: Send,
        candidates: Callable[[], tuple[str, ...]],
        counters: Counter[str],
        doors: Doors | None = None,
    ) -> None:
        self.counters = counters
        self.demultiplexer = Demultiplexer(send, counters, doors.known if doors is not None else None)
        #: What has come and is to go on together.
        self.gathering = Gathering(doors.fan_out if doors is not None else None)
        #: What the worker leaves out when it is late.
        self.overload = Overload()
        self._send = send
        self._doors = doors
        self._candidates = candidates
        self._certificate = Certificate()

    def new_transport(self, now: float, predecessor: Transport | None = None) -> Transport:
        """A transport that waits for its peer from `now` on (Unix seconds)."""
        return Transport(
            self._certificate,
            self.demultiplexer,
            self._send,
            self.counters,
            now,
            predecessor,
            self._doors.fan_out.way() if self._doors is not None else None,
        )

    def new_pipe(self, keys: SrtpKeys, sources: Collection[bytes], now: float) -> Pipe:
        """A pipe whose other end sends under these SSRCs, to our port; it waits from `now` on."""
        table = self.demultiplexer
        pipe = Pipe(keys, sources, self._send, lambda: table.path_of(pipe), self.counters, now)
        pipe.on_closed = lambda: table.remove(pipe)
        table.await_sources(pipe)
        return pipe

    def local(self, transport: Transport, session_id: str, version: int) -> Local:
        """What the next description for this transport's peer says about us."""
        return Local(
            credentials=transport.credentials,
            fingerprint=self._certificate.fingerprint,
            candidates=self._candidates(),
            session_id=session_id,
            version=version,
        )
