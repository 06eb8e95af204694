"""Every example of the protocol document's section 5 is a message that the worker and control understand."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import TypeAdapter

from media.worker import protocol

DOCUMENT = Path(__file__).parents[3] / "docs" / "PROTOCOL.md"
EXAMPLE = re.compile(r"<!-- parsed as media\.worker\.protocol:(\w+) -->\n```json\n(.*?)```", re.DOTALL)
EXAMPLES = EXAMPLE.findall(DOCUMENT.read_text())


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_an_example_of_the_document_parses(kind: str, text: str) -> None:
    message = TypeAdapter(getattr(protocol, kind)).validate_json(text)
    assert message.type in text


@pytest.mark.parametrize("kind", ["ToWorker", "FromWorker"])
def test_every_message_has_an_example(kind: str) -> None:
    union = get_args(getattr(protocol, kind))[0]
    types = {message.model_fields["type"].default for message in get_args(union)}
    shown = {re.search(r'"type": "(\w+)"', text)[1] for of, text in EXAMPLES if of == kind}  # type: ignore[index]
    assert shown == types
