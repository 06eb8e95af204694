"""
Describe everything that travels on the signalling websocket as one JSON schema.

It is kept in `web_client/src/protocol/` (`python scripts/protocol.py`)
beside the TypeScript types that `signaling.typescript` makes of it.
"""

from __future__ import annotations

import json
from typing import Any, cast

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from signaling.cues import Event
from signaling.errors import ERRORS
from signaling.messages import FromClient, FromServer

#: What a client may send is described with its defaults left out; what the server sends is always complete.
ROOTS: dict[str, tuple[Any, JsonSchemaMode]] = {
    "FromClient": (FromClient, "validation"),
    "FromServer": (FromServer, "serialization"),
    "CueEvent": (Event, "serialization"),
}


def schema() -> dict[str, Any]:
    """Return the schema: `$defs` with every shape, the unions by name, and all error codes."""
    inputs = [(name, mode, TypeAdapter(root)) for name, (root, mode) in ROOTS.items()]
    references, definitions = TypeAdapter.json_schemas(inputs)
    shapes = cast(dict[str, dict[str, Any]], dict(definitions["$defs"]))
    for shape in shapes.values():
        _require_type(shape)
    shapes.update({name: union for (name, _), union in references.items()})
    shapes["Cue"]["properties"]["event"] = {"$ref": "#/$defs/CueEvent"}
    shapes["ErrorCode"] = {"enum": list(ERRORS), "type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tongke signalling",
        "$defs": shapes,
    }


def _require_type(shape: dict[str, Any]) -> None:
    """A message is known by its `type`: it is required although the classes have it by default."""
    if "const" in shape.get("properties", {}).get("type", {}):
        shape["required"] = sorted({*shape.get("required", []), "type"})


def text() -> str:
    """Return the schema as it is kept in the repository."""
    return json.dumps(schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"
