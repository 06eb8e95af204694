"""
Write the web client's types from the JSON schema of the signalling messages.

They are `web_client/src/protocol/messages.ts` (`python scripts/protocol.py`). Only
what our schema uses is understood; anything else is an error, not a guess.
"""

from __future__ import annotations

import json
from typing import Any

from signaling.schema import schema

HEAD = """/**
 * What travels on the signalling websocket.
 *
 * Generated from signaling/messages.py by `python scripts/protocol.py`: change it there.
 */
"""
WORDS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}
Shape = dict[str, Any]


def text() -> str:
    """Return the whole module."""
    shapes = schema()["$defs"]
    return HEAD + "".join(_declaration(name, shapes[name]) for name in sorted(shapes))


def _declaration(name: str, shape: Shape) -> str:
    comment = _comment(shape.get("description", ""), "")
    if "properties" not in shape:
        return f"\n{comment}export type {_name(name)} = {_type(shape)}\n"
    required = shape.get("required", [])
    fields = "".join(_field(key, value, key in required) for key, value in shape["properties"].items())
    return f"\n{comment}export interface {_name(name)} {{\n{fields}}}\n"


def _field(name: str, shape: Shape, required: bool) -> str:
    comment = _comment(shape.get("description", ""), "  ")
    return f"{comment}  {name}{'' if required else '?'}: {_type(shape)}\n"


def _type(shape: Shape) -> str:
    if "$ref" in shape:
        return _name(shape["$ref"].rpartition("/")[2])
    if "const" in shape:
        return _literal(shape["const"])
    if "enum" in shape:
        return " | ".join(_literal(each) for each in shape["enum"])
    for union in ("anyOf", "oneOf"):
        if union in shape:
            return " | ".join(_type(each) for each in shape[union])
    return _plain_type(shape)


def _plain_type(shape: Shape) -> str:
    match shape["type"]:
        case "array":
            element = _type(shape["items"])
            return f"({element})[]" if "|" in element else f"{element}[]"
        case "object":
            return f"Record<string, {_type(shape['additionalProperties'])}>"
        case word:
            return WORDS[word]


def _name(definition: str) -> str:
    """What both sides send has two shapes: complete from the server, and `…Input` from a client."""
    return definition.removesuffix("-Output").replace("-Input", "Input")


def _literal(value: str) -> str:
    return "'" + json.dumps(value)[1:-1].replace("'", "\\'") + "'"


def _comment(description: str, indent: str) -> str:
    if not description:
        return ""
    lines = description.split("\n")
    if len(lines) == 1:
        return f"{indent}/** {lines[0]} */\n"
    return (
        f"{indent}/**\n" + "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines) + f"{indent} */\n"
    )
