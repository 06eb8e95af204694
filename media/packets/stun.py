"""Read and write ICE connectivity checks and the answers to them (RFC 8489, RFC 8445)."""

from __future__ import annotations

import hmac
import ipaddress
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

# USERNAME may have 513 bytes and we read few attributes: a longer message is not a check.
LONGEST_CHECK = 1024

_COOKIE = 0x2112A442
_HEADER = struct.Struct("!HHI12s")
_ATTRIBUTE = struct.Struct("!HH")
_BINDING_REQUEST, _BINDING_SUCCESS, _BINDING_ERROR = 0x0001, 0x0101, 0x0111
_USERNAME, _INTEGRITY, _ERROR_CODE, _XOR_MAPPED_ADDRESS = 0x0006, 0x0008, 0x0009, 0x0020
_PRIORITY, _USE_CANDIDATE, _FINGERPRINT, _CONTROLLED = 0x0024, 0x0025, 0x8028, 0x8029
_INTEGRITY_SIZE, _FINGERPRINT_SIZE = 20, 4
_FINGERPRINT_XOR = 0x5354554E
# 4 zero bits of class 4, number 87 (RFC 8445, 7.3.1.1).
_ROLE_CONFLICT = bytes((0, 0, 4, 87)) + b"Role Conflict"


class MalformedStun(ValueError):
    """The datagram is neither a STUN binding request that an ICE agent sends nor an answer to one."""


@dataclass(frozen=True, slots=True)
class BindingRequest:
    """
    A connectivity check as received; nothing in it is trusted until `is_authentic`.

    `local_ufrag` is the fragment of the agent addressed (ours), `remote_ufrag`
    that of the sender; `transaction_id` are 12 bytes that the answer repeats.
    """

    local_ufrag: str
    remote_ufrag: str
    use_candidate: bool
    peer_is_controlled: bool
    transaction_id: bytes
    _authenticated: bytes = field(repr=False)
    _integrity: bytes = field(repr=False)

    def is_authentic(self, password: str) -> bool:
        """Whether the request carries the integrity that only a holder of our password can make."""
        return _is_authentic(self._authenticated, self._integrity, password)


@dataclass(frozen=True, slots=True)
class CheckSuccess:
    """A peer's answer to the check of ours with this `transaction_id`, trusted once it `is_authentic`."""

    transaction_id: bytes
    _authenticated: bytes = field(repr=False)
    _integrity: bytes = field(repr=False)

    def is_authentic(self, password: str) -> bool:
        """Whether a holder of the peer's password has made it."""
        return _is_authentic(self._authenticated, self._integrity, password)


def _is_authentic(authenticated: bytes, integrity: bytes, password: str) -> bool:
    made = hmac.digest(password.encode(), authenticated, "sha1")
    return hmac.compare_digest(made, integrity)


def is_success(data: bytes) -> bool:
    """Whether a datagram claims to be an answer to a check of ours."""
    return data[:2] == b"\x01\x01"


def parse_check(data: bytes) -> BindingRequest:
    """
    Parse one datagram as a connectivity check.

    Raises `MalformedStun` for anything else, and for checks without integrity.
    """
    transaction_id, attributes, integrity_at = _read(data, _BINDING_REQUEST)
    local, colon, remote = attributes.get(_USERNAME, b"").decode("utf-8", "replace").partition(":")
    if not colon or not integrity_at:
        raise MalformedStun("no USERNAME of two fragments, or no integrity")
    return BindingRequest(
        local,
        remote,
        _USE_CANDIDATE in attributes,
        _CONTROLLED in attributes,
        transaction_id,
        _until(data, integrity_at, _INTEGRITY_SIZE),
        attributes[_INTEGRITY],
    )


def parse_success(data: bytes) -> CheckSuccess:
    """Parse one datagram as the answer to a check of ours; raises `MalformedStun` for anything else."""
    transaction_id, attributes, integrity_at = _read(data, _BINDING_SUCCESS)
    if not integrity_at:
        raise MalformedStun("no integrity")
    covered = _until(data, integrity_at, _INTEGRITY_SIZE)
    return CheckSuccess(transaction_id, covered, attributes[_INTEGRITY])


def _read(data: bytes, wanted: int) -> tuple[bytes, dict[int, bytes], int]:
    if not 20 <= len(data) <= LONGEST_CHECK:
        raise MalformedStun("too short or longer than any check")
    kind, length, cookie, transaction_id = _HEADER.unpack_from(data)
    if kind != wanted or cookie != _COOKIE or length + 20 != len(data):
        raise MalformedStun("not of the kind that is awaited")
    return transaction_id, *_attributes(data)


def _attributes(data: bytes) -> tuple[dict[int, bytes], int]:
    """The attributes by type, and where MESSAGE-INTEGRITY stands; what follows it is not authenticated."""
    attributes: dict[int, bytes] = {}
    integrity_at, at = 0, 20
    while at < len(data):
        if at + 4 > len(data):
            raise MalformedStun("an attribute is cut short")
        kind, size = _ATTRIBUTE.unpack_from(data, at)
        value = data[at + 4 : at + 4 + size]
        if len(value) < size:
            raise MalformedStun("an attribute is cut short")
        if kind == _FINGERPRINT:
            _check_fingerprint(data, at, value)
        elif not integrity_at:
            attributes[kind] = value
            integrity_at = at if kind == _INTEGRITY else 0
        at += 4 + (size + 3) // 4 * 4
    return attributes, integrity_at


def _check_fingerprint(data: bytes, at: int, value: bytes) -> None:
    if value != _fingerprint(_until(data, at, _FINGERPRINT_SIZE)):
        raise MalformedStun("the fingerprint does not match")


def _until(data: bytes, at: int, size: int) -> bytes:
    """The message before an attribute, with a length that counts it: what it was computed over."""
    return data[:2] + struct.pack("!H", at - 20 + 4 + size) + data[4:at]


def _fingerprint(data: bytes) -> bytes:
    return struct.pack("!I", zlib.crc32(data) ^ _FINGERPRINT_XOR)


def check(local_ufrag: str, remote_ufrag: str, remote_password: str, transaction_id: bytes) -> bytes:
    """
    Build a check of ours to the peer that is known by `remote_ufrag`, as the controlled agent.

    The same 12 bytes of `transaction_id` make it a repetition of the same check.
    """
    return _message(
        _BINDING_REQUEST,
        transaction_id,
        (
            (_USERNAME, f"{remote_ufrag}:{local_ufrag}".encode()),
            # Nobody compares the priority that a lite agent asks with.
            (_PRIORITY, bytes((0, 0, 0, 1))),
            (_CONTROLLED, transaction_id[:8]),
        ),
        remote_password,
    )


def success(request: BindingRequest, host: str, port: int, password: str) -> bytes:
    """Build the answer that tells the peer under which address (`host`, `port`) we see it."""
    address = ipaddress.ip_address(host).packed
    mask = struct.pack("!I", _COOKIE) + request.transaction_id
    masked = bytes(byte ^ other for byte, other in zip(address, mask, strict=False))
    family = 1 if len(address) == 4 else 2
    value = struct.pack("!BBH", 0, family, port ^ _COOKIE >> 16) + masked
    return _message(_BINDING_SUCCESS, request.transaction_id, ((_XOR_MAPPED_ADDRESS, value),), password)


def role_conflict(request: BindingRequest, password: str) -> bytes:
    """Build the answer that makes a peer which believes to be controlled take the controlling role."""
    return _message(_BINDING_ERROR, request.transaction_id, ((_ERROR_CODE, _ROLE_CONFLICT),), password)


def _message(
    kind: int, transaction_id: bytes, attributes: Iterable[tuple[int, bytes]], password: str
) -> bytes:
    message = _HEADER.pack(kind, 0, _COOKIE, transaction_id)
    for attribute, value in attributes:
        message += _ATTRIBUTE.pack(attribute, len(value)) + value + bytes(-len(value) % 4)
    covered = _until(message, len(message), _INTEGRITY_SIZE)
    integrity = hmac.digest(password.encode(), covered, "sha1")
    message = covered + _ATTRIBUTE.pack(_INTEGRITY, _INTEGRITY_SIZE) + integrity
    covered = _until(message, len(message), _FINGERPRINT_SIZE)
    return covered + _ATTRIBUTE.pack(_FINGERPRINT, _FINGERPRINT_SIZE) + _fingerprint(covered)
