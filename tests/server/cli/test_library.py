"""`tongke library reindex`: beside a running server, or before it starts."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from server.cli import main


def test_all_recordings_are_marked_also_before_the_server_has_ever_run(tmp_path: Path) -> None:
    environ = {"TONGKE_DATA__FOLDER": str(tmp_path)}
    for words in ((), ("--anew",)):
        result = CliRunner().invoke(main, ("library", "reindex", "--json", *words), env=environ)
        assert (result.exit_code, json.loads(result.output)) == (0, {"recordings": 0})
