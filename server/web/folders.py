"""Recording folders as the media path leaves them, read for the library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from server.data.models import Recording


def manifest(folder: Path, recording: Recording) -> dict[str, Any]:
    """The folder's manifest: the finished one, or built from the journals while the lesson runs."""
    raise NotImplementedError
