"""Which addresses a camera may have, and how one is shown without its password."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

#: The server fetches what is registered: never by HTTP, where a request could reach another service's doors.
NETWORK_SCHEMES = ("rtsp", "rtsps", "rtmp", "rtmps")
LONGEST = 500


class AddressRefused(ValueError):
    """No camera can have this address; the text says why, in English, without the address."""


def checked(url: str, files: Path | None) -> str:
    """
    The URL to fetch. `files` is the folder in which files may lie, `None` where none may.

    Raises `AddressRefused`.
    """
    url = url.strip()
    if len(url) > LONGEST or any(character.isspace() or ord(character) < 32 for character in url):
        raise AddressRefused("too long, or with blanks")
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        raise AddressRefused("not a URL") from None
    if parts.scheme == "file":
        return _file(unquote(parts.path), files)
    if parts.scheme not in NETWORK_SCHEMES:
        raise AddressRefused(f"it must begin with {', '.join(f'{each}://' for each in NETWORK_SCHEMES)}")
    if not has_host:
        raise AddressRefused("it names no host")
    return url


def shown(url: str) -> str:
    """The address for people: without user, password and query, where some encoders keep their keys."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _file(path: str, files: Path | None) -> str:
    if files is None:
        raise AddressRefused("files are not allowed: cameras.files_folder is not set")
    folder, wanted = files.resolve(), Path(path).resolve()
    if not wanted.is_relative_to(folder):
        raise AddressRefused("the file is not in cameras.files_folder")
    if not wanted.is_file():
        raise AddressRefused("there is no such file")
    return f"file://{wanted}"
