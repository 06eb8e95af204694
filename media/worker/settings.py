"""What a media worker is told when it is started."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field

from media.recording.writer import RESERVE
from media.routing.microphones import PLACES


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """
    `control_url` is the `/worker` websocket of the control process, `secret` what both share.

    `bind` are the addresses of the UDP `port` (`::` is every address, IPv4 and
    IPv6; port 0 any free one); `advertise` the addresses that peers are told
    instead of this machine's own, for a server behind NAT; `trust` makes the TLS
    context for each dial to a `wss://` address anew: certificates are renewed.
    Nothing is recorded while less than `reserve` bytes are free. `kernel` lets the
    compiled loop send where it is there. With `tcp` media also comes over TCP, on
    the port of the same number. Of a room's open microphones so many are sent on
    beside the teacher's: the loudest.
    """

    name: str
    control_url: str
    secret: str = field(repr=False)
    bind: tuple[str, ...] = ("::",)
    port: int = 40000
    advertise: tuple[str, ...] = ()
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context
    reserve: int = RESERVE
    kernel: bool = True
    tcp: bool = True
    loudest_microphones: int = PLACES
