"""The one secret that signs tickets and operator tokens: configured, or made at the first start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from server.config import ConfigError, Settings


def secret_key(settings: Settings) -> str:
    """
    The server's secret: from the configuration, else from `<data.folder>/secret.key`.

    The file is made when missing, readable by its owner only. Raises `ConfigError`
    when it can neither be read nor made.
    """
    configured = settings.secret.key.get_secret_value()
    if configured:
        return configured
    path = settings.data.folder / "secret.key"
    try:
        return _read(path) or _make(path)
    except OSError as failure:
        raise ConfigError(f"{path}: {failure.strerror}") from None


def _read(path: Path) -> str:
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def _make(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Linked into place, so that two processes that start together agree on one secret.
    draft = path.with_name(f"secret.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _read(path)
