"""
Renew everything that is made from the signalling shapes: schema, TypeScript, words, tables, the empty room.

`python scripts/protocol.py`, after a message, a cue, an error or a part of the state has changed.
"""

from __future__ import annotations

import sys
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

from signaling import document, schema, typescript, wording  # noqa: E402 - the path comes first
from tests.signaling import emptyroom  # noqa: E402

PROTOCOL = REPOSITORY / "docs" / "PROTOCOL.md"
CLIENT = REPOSITORY / "web_client" / "src" / "protocol"


def renew() -> None:
    """Write every file anew; what has not changed stays the same byte for byte."""
    (CLIENT / "schema.json").write_text(schema.text(), encoding="utf-8")
    (CLIENT / "messages.ts").write_text(typescript.text(), encoding="utf-8")
    (CLIENT / "errors.ts").write_text(wording.text(), encoding="utf-8")
    PROTOCOL.write_text(document.renewed(PROTOCOL.read_text(encoding="utf-8")), encoding="utf-8")
    emptyroom.FILE.write_text(emptyroom.text(), encoding="utf-8")


if __name__ == "__main__":
    renew()
