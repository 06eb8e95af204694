"""Say under which addresses a peer can reach this worker."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

import ifaddr

_HOST_PREFERENCE = 126
# RFC 6544 4.2: TCP below UDP, which neither waits for lost packets nor repeats them; of TCP, passive is 4.
_TCP_PREFERENCE = 90
_TCP_DIRECTION = 4 << 13
_WILDCARDS = ("::", "0.0.0.0")
_LOOPBACK = "127.0.0.1"


def candidate_lines(
    advertise: Sequence[str], bind: Sequence[str], port: int, tcp: bool = False
) -> tuple[str, ...]:
    """
    The values of our `a=candidate` lines, the preferred address first, and with `tcp` the same over TCP.

    `advertise` is taken as it stands (a server behind NAT names its public
    address there). Without it: every address of this machine that `bind` covers,
    IPv6 before IPv4, and loopback last, which keeps a browser on the same machine
    connected when its line changes.
    """
    addresses = list(advertise) or bound_addresses(bind)
    lines = [_udp_line(place, address, port) for place, address in enumerate(addresses)]
    if tcp:
        lines += [_tcp_line(place, address, port) for place, address in enumerate(addresses)]
    return tuple(lines)


def bound_addresses(bind: Sequence[str]) -> list[str]:
    """The addresses of this machine that `bind` covers: IPv6 before IPv4, loopback last."""
    bound: list[str] = []
    for address in bind:
        found = _machine_addresses(address) if address in _WILDCARDS else [address]
        bound += [each for each in found if each not in bound]
    return sorted(bound, key=_preference)


def _machine_addresses(wildcard: str) -> list[str]:
    addresses = [_LOOPBACK]
    for adapter in ifaddr.get_adapters():
        for ip in adapter.ips:
            address = ip.ip if isinstance(ip.ip, str) else ip.ip[0]
            parsed = ipaddress.ip_address(address)
            if parsed.is_loopback or parsed.is_link_local or (parsed.version == 6 and wildcard != "::"):
                continue
            addresses.append(address)
    return addresses


def _preference(address: str) -> tuple[bool, bool]:
    parsed = ipaddress.ip_address(address)
    return parsed.is_loopback, parsed.version == 4


def _udp_line(place: int, address: str, port: int) -> str:
    priority = _priority(_HOST_PREFERENCE, 65535 - place)
    return f"{place + 1} 1 udp {priority} {address} {port} typ host"


def _tcp_line(place: int, address: str, port: int) -> str:
    priority = _priority(_TCP_PREFERENCE, _TCP_DIRECTION | (8191 - place))
    # The foundation differs from UDP's of the same address (RFC 8445 5.1.1.3).
    return f"t{place + 1} 1 tcp {priority} {address} {port} typ host tcptype passive"


def _priority(kind: int, preference: int) -> int:
    # RFC 8445 5.1.2: type, local preference, and 256 minus the component (RTP and RTCP are one).
    return (kind << 24) | (preference << 8) | 255
