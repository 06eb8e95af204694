"""What a browser loads of the built web client before the terminal shows its timetable."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DIST = Path(__file__).parents[2] / "web_client" / "dist"
PAGE = "terminal.html"


@dataclass(frozen=True)
class FirstLoad:
    """`files` by their names in the built client; `bytes` gzipped as a server sends them."""

    files: tuple[str, ...]
    bytes: int


def first_load(dist: Path = DIST) -> FirstLoad:
    """The page, its script, all that this imports at once, and their styles; what comes later is left out."""
    manifest: dict[str, Any] = json.loads((dist / ".vite" / "manifest.json").read_text(encoding="utf-8"))
    files = {PAGE, *named(dist)}
    for chunk in at_once(manifest, PAGE):
        files |= {chunk["file"], *chunk.get("css", ())}
    return FirstLoad(tuple(sorted(files)), sum(gzipped(dist / name) for name in files))


def at_once(manifest: dict[str, Any], entry: str) -> list[dict[str, Any]]:
    """The chunk of an entry and those that it imports, each once."""
    found: dict[str, dict[str, Any]] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = manifest[name]
            waiting += manifest[name].get("imports", ())
    return list(found.values())


def named(dist: Path) -> list[str]:
    """What the page itself names: nothing else must be loaded unseen."""
    html = (dist / PAGE).read_text(encoding="utf-8")
    return list(re.findall(r'(?:src|href)="/([^"]+)"', html))


def gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))
