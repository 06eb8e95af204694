"""Read a peer's ICE connectivity checks and write our answers to them (RFC 8489, RFC 8445)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from aioice import stun

ROLE_CONFLICT = (487, "Role Conflict")

# USERNAME may have 513 bytes and we read few attributes: a longer message is not a check.
LONGEST_CHECK = 1024


class MalformedStun(ValueError):
    """The datagram is not a STUN binding request that an ICE agent sends."""


@dataclass(frozen=True, slots=True)
class BindingRequest:
    """
    A connectivity check as received; nothing in it is trusted until `is_authentic`.

    `local_ufrag` is the fragment of the agent addressed (ours), `remote_ufrag`
    that of the sender.
    """

    local_ufrag: str
    remote_ufrag: str
    use_candidate: bool
    peer_is_controlled: bool
    message: stun.Message = field(repr=False)

    def is_authentic(self, password: str) -> bool:
        """Whether the request carries the integrity that only a holder of our password can make."""
        return self.message.check_message_integrity(password.encode())


def parse_check(data: bytes) -> BindingRequest:
    """
    Parse one datagram as a connectivity check.

    Raises `MalformedStun` for anything else, also for STUN responses, which an
    ICE-lite agent has no use for because it never sends a request.
    """
    if len(data) > LONGEST_CHECK:
        raise MalformedStun("longer than any check")
    try:
        message = stun.parse_message(data)
    except (ValueError, struct.error) as error:
        raise MalformedStun(str(error)) from error
    if (message.message_method, message.message_class) != (stun.Method.BINDING, stun.Class.REQUEST):
        raise MalformedStun("not a binding request")
    local, colon, remote = message.attributes.get("USERNAME", "").partition(":")
    if not colon:
        raise MalformedStun("no USERNAME of two fragments")
    return BindingRequest(
        local_ufrag=local,
        remote_ufrag=remote,
        use_candidate="USE-CANDIDATE" in message.attributes,
        peer_is_controlled="ICE-CONTROLLED" in message.attributes,
        message=message,
    )


def success(request: BindingRequest, host: str, port: int, password: str) -> bytes:
    """Build the answer that tells the peer under which address (`host`, `port`) we see it."""
    return _answer(request, stun.Class.RESPONSE, {"XOR-MAPPED-ADDRESS": (host, port)}, password)


def role_conflict(request: BindingRequest, password: str) -> bytes:
    """Build the answer that makes a peer which believes to be controlled take the controlling role."""
    return _answer(request, stun.Class.ERROR, {"ERROR-CODE": ROLE_CONFLICT}, password)


def _answer(request: BindingRequest, kind: stun.Class, attributes: dict[str, object], password: str) -> bytes:
    message = stun.Message(
        message_method=stun.Method.BINDING,
        message_class=kind,
        transaction_id=request.message.transaction_id,
        attributes=dict(attributes),
    )
    message.add_message_integrity(password.encode())
    return bytes(message)
