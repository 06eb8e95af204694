"""Read and write session descriptions (RFC 8866) as lines and attributes; what they mean is negotiation's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# 64 slots are 128 m-lines; browsers write about 3 kB for each.
LONGEST_DESCRIPTION = 1 << 20
MOST_MEDIA_SECTIONS = 256
MOST_LINES = 40_000

_DIRECTIONS = ("sendrecv", "sendonly", "recvonly", "inactive")


class MalformedSdp(ValueError):
    """The text is not a session description that we can negotiate about."""


class Attributes:
    """The `a=` lines of a session or of an m-line, in order; a property has the value ""."""

    def __init__(self, lines: Iterable[tuple[str, str]] = ()) -> None:
        self.lines = list(lines)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.lines)

    def __contains__(self, name: str) -> bool:
        return any(known == name for known, _ in self.lines)

    def add(self, name: str, value: str = "") -> None:
        """Append one line."""
        self.lines.append((name, value))

    def get(self, name: str) -> str | None:
        """The value of the first line of that name, or `None`."""
        return next((value for known, value in self.lines if known == name), None)

    def all(self, name: str) -> list[str]:
        """The values of every line of that name."""
        return [value for known, value in self.lines if known == name]

    def text(self) -> list[str]:
        """The lines as SDP writes them."""
        return [f"a={name}:{value}" if value else f"a={name}" for name, value in self.lines]


@dataclass(slots=True)
class MediaSection:
    """One m-line and what belongs to it."""

    kind: str
    port: int
    protocol: str
    formats: list[str]
    attributes: Attributes = field(default_factory=Attributes)

    @property
    def mid(self) -> str:
        """The identification tag, or "" without one."""
        return self.attributes.get("mid") or ""

    @property
    def direction(self) -> str:
        """One of sendrecv, sendonly, recvonly, inactive, seen from the description's author."""
        return next((name for name in _DIRECTIONS if name in self.attributes), "sendrecv")

    @property
    def is_rejected(self) -> bool:
        """Whether the m-line is out of use; with `bundle-only` port 0 just says "not without the bundle"."""
        return self.port == 0 and "bundle-only" not in self.attributes

    @property
    def sends(self) -> bool:
        """Whether the author wants to send on it."""
        return not self.is_rejected and self.direction in ("sendrecv", "sendonly")

    @property
    def receives(self) -> bool:
        """Whether the author wants to receive on it."""
        return not self.is_rejected and self.direction in ("sendrecv", "recvonly")

    def text(self) -> list[str]:
        """The section's lines."""
        head = f"m={self.kind} {self.port} {self.protocol} {' '.join(self.formats)}"
        return [head, "c=IN IP4 0.0.0.0", *self.attributes.text()]


@dataclass(slots=True)
class SessionDescription:
    """A whole offer or answer."""

    session_id: str = "0"
    version: int = 1
    attributes: Attributes = field(default_factory=Attributes)
    media: list[MediaSection] = field(default_factory=list)

    @property
    def bundled(self) -> list[str]:
        """The mids of the BUNDLE group, the tagged one first."""
        for group in self.attributes.all("group"):
            semantics, *mids = group.split()
            if semantics == "BUNDLE":
                return mids
        return []

    def __str__(self) -> str:
        lines = ["v=0", f"o=- {self.session_id} {self.version} IN IP4 0.0.0.0", "s=-", "t=0 0"]
        lines += self.attributes.text()
        for section in self.media:
            lines += section.text()
        return "\r\n".join(lines) + "\r\n"


def parse(text: str) -> SessionDescription:
    """
    Parse an offer or an answer.

    Lines that carry nothing we use (times, bandwidths, connections) are passed
    over. Raises `MalformedSdp`.
    """
    if len(text) > LONGEST_DESCRIPTION:
        raise MalformedSdp("the description is too long")
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise MalformedSdp("the description has too many lines")
    if not lines or lines[0].strip() != "v=0":
        raise MalformedSdp("the first line must be v=0")
    description = SessionDescription()
    for line in lines[1:]:
        _read_line(description, line.strip())
    return description


def _read_line(description: SessionDescription, line: str) -> None:
    if not line:
        return
    kind, equals, value = line.partition("=")
    if len(kind) != 1 or not equals:
        raise MalformedSdp(f"not a line of the form x=value: {line[:40]!r}")
    if kind == "m":
        if len(description.media) >= MOST_MEDIA_SECTIONS:
            raise MalformedSdp("too many m-lines")
        description.media.append(_media_section(value))
    elif kind == "a":
        name, _, attribute = value.partition(":")
        owner = description.media[-1].attributes if description.media else description.attributes
        owner.add(name, attribute)
    elif kind == "o":
        _read_origin(description, value)


def _media_section(value: str) -> MediaSection:
    fields = value.split()
    if len(fields) < 4:
        raise MalformedSdp(f"an m-line has kind, port, protocol and formats: {value[:40]!r}")
    port = fields[1].partition("/")[0]
    return MediaSection(fields[0], number(port, 65535), fields[2], fields[3:])


def _read_origin(description: SessionDescription, value: str) -> None:
    fields = value.split()
    if len(fields) < 3:
        raise MalformedSdp("the o-line is too short")
    description.session_id = fields[1]


def number(text: str, highest: int) -> int:
    """Read a decimal number from 0 to `highest`; anything else raises `MalformedSdp`."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10) or int(text) > highest:
        raise MalformedSdp(f"not a number up to {highest}: {text[:20]!r}")
    return int(text)
