"""PROTOCOL.md and what is made from the messages say the same as the code."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from signaling import schema, typescript, wording
from signaling.cues import Event
from signaling.document import renewed
from signaling.errors import ERRORS
from signaling.messages import FromClient, FromServer

REPOSITORY = Path(__file__).parents[2]
PROTOCOL = (REPOSITORY / "docs" / "PROTOCOL.md").read_text(encoding="utf-8")
GENERATED = REPOSITORY / "web_client" / "src" / "protocol"
_EXAMPLE = re.compile(r"<!-- parsed as (signaling\.[\w.]+):(\w+) -->\n```json\n(.*?)```", re.DOTALL)


def examples() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every JSON object after a comment that names its class; several may stand in one block."""
    for module, name, block in _EXAMPLE.findall(PROTOCOL):
        rest = block.strip()
        while rest:
            content, end = json.JSONDecoder().raw_decode(rest)
            yield module, name, content
            rest = rest[end:].strip()


RENEW = "run python scripts/protocol.py"
EXAMPLES = list(examples())


@pytest.mark.parametrize(("module", "name", "content"), EXAMPLES)
def test_an_example_is_read_by_its_class(module: str, name: str, content: dict[str, Any]) -> None:
    parsed = TypeAdapter(getattr(import_module(module), name)).validate_python(content)
    assert parsed.type == content["type"]


@pytest.mark.parametrize("content", [content for _, name, content in EXAMPLES if name == "FromServer"])
def test_an_example_of_the_server_is_complete(content: dict[str, Any]) -> None:
    whole = TypeAdapter(FromServer).validate_python(content).model_dump(mode="json")
    # The snapshot's tools are shown each in its own section.
    assert {**whole, "snapshot": None} == {"snapshot": None, **content} | {"snapshot": None}


@pytest.mark.parametrize("union", [FromClient, FromServer, Event])
def test_every_message_and_cue_has_an_example(union: Any) -> None:
    types = {kind.model_fields["type"].default for kind in get_args(get_args(union)[0])}
    assert types <= {content["type"] for _, _, content in EXAMPLES}


def test_the_tables_are_those_of_the_code() -> None:
    assert renewed(PROTOCOL) == PROTOCOL, RENEW


def test_the_schema_is_that_of_the_classes() -> None:
    assert (GENERATED / "schema.json").read_text(encoding="utf-8") == schema.text(), (
        "run python scripts/protocol.py"
    )


def test_the_web_clients_types_are_those_of_the_classes() -> None:
    assert (GENERATED / "messages.ts").read_text(encoding="utf-8") == typescript.text(), (
        "run python scripts/protocol.py"
    )


def test_the_web_clients_words_are_those_of_the_errors() -> None:
    assert (GENERATED / "errors.ts").read_text(encoding="utf-8") == wording.text(), (
        "run python scripts/protocol.py"
    )


@pytest.mark.parametrize("code", ERRORS)
def test_every_error_is_said_in_both_languages(code: str) -> None:
    words = ERRORS[code]
    assert all((words.text, words.todo, words.text_zh, words.todo_zh))
    assert re.search("[\u4e00-\u9fff]", words.text_zh)
