"""
Write the tables of `docs/PROTOCOL.md` from the code that they describe.

`python scripts/protocol.py` renews them in place: each stands
between `<!-- table: NAME -->` and `<!-- end of table -->`. A test keeps them equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from signaling.errors import ERRORS
from signaling.permissions import PERMISSIONS
from signaling.session import HEARD, MOVES
from signaling.state import Role
from signaling.verdicts import Verdicts

_TABLE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def permissions_table() -> str:
    """Who may say what: a row for each message, a column for each role; phases differ within a cell."""
    rows = (
        [f"`{message}`", *(_cell(permission.of(role)) for role in Role)]
        for message, permission in PERMISSIONS.items()
    )
    return _table(["message", *(str(role) for role in Role)], rows)


def states_table() -> str:
    """What a session hears in each state, and where it may go."""
    rows = (
        [
            f"`{state}`",
            _codes(sorted(HEARD[state])) or "nothing",
            _codes(sorted(MOVES[state] - {state})) or "none",
        ]
        for state in HEARD
    )
    return _table(["state", "hears", "next"], rows)


def errors_table() -> str:
    """Every code in both languages."""
    rows = (
        [f"`{code}`", words.text, words.todo, words.text_zh, words.todo_zh] for code, words in ERRORS.items()
    )
    return _table(["code", "text", "todo", "中文", "怎么办"], rows)


TABLES: dict[str, Callable[[], str]] = {
    "permissions": permissions_table,
    "session_states": states_table,
    "signalling_errors": errors_table,
}


def renewed(document: str) -> str:
    """Return the document with every table made anew; raises `KeyError` on an unknown name."""
    return _TABLE.sub(lambda match: f"{match[1]}{TABLES[match[2]]()}{match[3]}", document)


def _cell(verdicts: Verdicts) -> str:
    phases = {"waiting": verdicts.waiting, "live": verdicts.live, "ended": verdicts.ended}
    if len(set(phases.values())) == 1:
        return _verdict(verdicts.live)
    return ", ".join(f"{phase}: {_verdict(code)}" for phase, code in phases.items())


def _verdict(code: str | None) -> str:
    return "yes" if code is None else f"`{code}`"


def _codes(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
