"""Encrypt what must not be read from the database or its backups: cameras' addresses with their passwords."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken


class Seal:
    """Seals with the server's secret; what another secret has sealed can't be opened."""

    def __init__(self, secret: str) -> None:
        # The secret signs tickets too: each use has a key of its own.
        key = hashlib.sha256(b"cameras:" + secret.encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def close(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str | None:
        """The text; `None` when the server's secret is another one than then."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None
