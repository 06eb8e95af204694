"""Addresses that open one thing for a while, for whoever has them: signed, not stored."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

from pydantic import ValidationError

from signaling.shape import Shape


class SignatureRefused(Exception):
    """`code` is `bad_signature` or `signature_expired`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Grantee(Shape):
    """
    For whom an address was signed, and what it opens until `expires_at` (Unix ms).

    `what` says which kind of thing it is for, `name` is the viewer's for watermarks, `actor` the audit's.
    `outside` is true for somebody who saw the recording through its publication alone, of which `state`
    is the moment (0 while there was none).
    """

    what: str
    expires_at: int
    actor: str
    name: str = ""
    outside: bool = False
    state: int = 0


def sign(secret: str, path: str, grantee: Grantee) -> str:
    """The path with a signature in its query; it opens this path alone."""
    payload = grantee.model_dump_json(exclude_defaults=True).encode()
    return f"{path}?sig={_text(payload)}.{_text(_mac(secret, path, payload))}"


def verify(secret: str, path: str, signature: str, what: str, now: int) -> Grantee:
    """For whom the path was signed. Raises `SignatureRefused`."""
    try:
        payload, mac = (_bytes(part) for part in signature.split("."))
    except (ValueError, binascii.Error):
        raise SignatureRefused("bad_signature") from None
    if not hmac.compare_digest(mac, _mac(secret, path, payload)):
        raise SignatureRefused("bad_signature")
    try:
        grantee = Grantee.model_validate_json(payload)
    except ValidationError:
        raise SignatureRefused("bad_signature") from None
    if grantee.what != what:
        raise SignatureRefused("bad_signature")
    if grantee.expires_at <= now:
        raise SignatureRefused("signature_expired")
    return grantee


def _mac(secret: str, path: str, payload: bytes) -> bytes:
    key = hmac.new(secret.encode(), b"signed addresses", hashlib.sha256).digest()
    return hmac.new(key, path.encode() + b"\n" + payload, hashlib.sha256).digest()


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    # What `b64decode` would pass over stands in no signature of ours.
    data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _text(data) != text:
        raise ValueError("not as it was written")
    return data
