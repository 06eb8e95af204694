"""Section 1 of docs/PROTOCOL.md says what the interface does."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from server.auth.rights import RIGHTS, Act, Relation
from server.web.app import ROUTES
from server.web.errors import ERRORS

_COLUMNS = (Act.SEE, Act.OBSERVE, Act.WATCH, Act.LEAD, Act.PREPARE)
TEXT = (Path(__file__).parents[3] / "docs" / "PROTOCOL.md").read_text(encoding="utf-8")
SECTION = TEXT[TEXT.index("## 1. Pages and REST") : TEXT.index("## 2. Tickets")]
EXAMPLES = re.findall(r"<!-- parsed as (server\.[\w.]+):(\w+) -->\n```json\n(.*?)```", SECTION, re.DOTALL)


@pytest.mark.parametrize(("module", "name", "example"), EXAMPLES, ids=[name for _, name, _ in EXAMPLES])
def test_the_examples_are_what_the_interface_sends(module: str, name: str, example: str) -> None:
    shape = getattr(import_module(module), name)
    shape.model_validate_json(example)


def test_every_error_is_listed_under_its_status() -> None:
    listed = {
        (int(status), code)
        for status, codes in re.findall(r"^\| (\d{3}) \| (.*) \|$", SECTION, re.MULTILINE)
        for code in re.findall(r"`([a-z_]+)`", codes)
    }
    assert listed == {(wording.status, code) for code, wording in ERRORS.items()}


@pytest.mark.parametrize("relation", list(Relation))
def test_the_table_of_rights_is_the_one_that_is_applied(relation: Relation) -> None:
    row = re.search(rf"^\| {relation}\b[^|]*\|(.*)\|$", SECTION, re.MULTILINE)
    assert row is not None
    allowed = [cell.strip() == "yes" for cell in row[1].split("|")]
    assert allowed == [act in RIGHTS[relation] for act in _COLUMNS]


def test_every_endpoint_is_in_the_table() -> None:
    for route in ROUTES:
        if route.endpoint is not None and route.path.startswith("/api/"):
            last = route.path.rsplit("/", 1)[-1].replace("{kind}", "mp4")
            assert last in SECTION, route.path
