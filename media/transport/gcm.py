"""Protect outgoing RTP with AES-GCM (RFC 7714) by OpenSSL directly, without libsrtp's copies."""

from __future__ import annotations

import struct

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

_KEY, _SALT = 16, 12
_ENCRYPTION_LABEL, _SALT_LABEL = 0, 2
_SEQUENCE_AND_SSRC = struct.Struct("!H4xI")
_HALF = 0x8000


class _Stream:
    """One SSRC: `mask` is what its packets' initialisation vectors share, `newest` its highest index."""

    __slots__ = ("mask", "newest")

    def __init__(self, mask: int, newest: int) -> None:
        self.mask = mask
        self.newest = newest


class GcmSender:
    """
    One direction of one peer under AEAD_AES_128_GCM; any SSRC.

    `master` is key and salt as DTLS exports them. A stream's rollover counter
    begins at 0 and follows its sequence numbers, so these begin low; one sent
    again under its number must be the very same packet.
    """

    def __init__(self, master: bytes) -> None:
        key, salt = master[:_KEY], master[_KEY:]
        self._encrypt = AESGCM(derive(key, salt, _ENCRYPTION_LABEL, _KEY)).encrypt
        self._salt = int.from_bytes(derive(key, salt, _SALT_LABEL, _SALT), "big")
        self._streams: dict[int, _Stream] = {}

    def protect(self, header: bytes, payload: bytes) -> bytes:
        """The SRTP packet; `header` is all that stays readable: fixed part, CSRCs and extensions."""
        sequence, ssrc = _SEQUENCE_AND_SSRC.unpack_from(header, 2)
        stream = self._streams.get(ssrc)
        if stream is None:
            stream = self._streams[ssrc] = _Stream(self._salt ^ (ssrc << 48), sequence)
        newest = stream.newest
        index = newest + ((sequence - newest + _HALF) & 0xFFFF) - _HALF
        if index > newest:
            stream.newest = index
        elif index < 0:
            # From before the first: there is no rollover before 0 (RFC 3711, 3.3.1).
            index += 0x10000
        vector = (stream.mask ^ index).to_bytes(12, "big")
        return header + self._encrypt(vector, payload, header)


def derive(key: bytes, salt: bytes, label: int, size: int) -> bytes:
    """A session key from master key and salt by AES-CM, with a key derivation rate of 0 (RFC 3711, 4.3)."""
    # RFC 7714, 11: GCM's shorter salt is filled up to 112 bits on the right.
    start = int.from_bytes(salt.ljust(14, b"\0"), "big") ^ label << 48
    stream = Cipher(AES(key), CTR((start << 16).to_bytes(16, "big"))).encryptor()
    return stream.update(bytes(size))
