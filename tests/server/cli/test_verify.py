"""`tongke recordings verify`: what it prints, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from media.recording import hashes, manifest
from server.cli import main
from tests.support.takes import write_take

NOW = 1_795_226_400_000
LESSON, FILE = "l1", "u3-camera-video-0001.mp4"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one recording that is well."""
    recording = tmp_path / "recordings" / LESSON
    write_take(recording, Path(FILE).stem, started_at=NOW)
    manifest.write(recording, manifest.build(recording, ended_at=NOW + 9000))
    hashes.add(recording)
    return tmp_path


def verify(folder: Path, *words: str) -> Result:
    environ = {"TONGKE_DATA__FOLDER": str(folder)}
    return CliRunner().invoke(main, ("recordings", "verify", *words), env=environ)


def test_a_recording_that_is_well_has_the_status_0(folder: Path) -> None:
    result = verify(folder, LESSON)
    assert (result.exit_code, result.output) == (0, "1 read, nothing wrong\n")


def test_rot_is_named_and_has_the_status_1(folder: Path) -> None:
    (folder / "recordings" / LESSON / FILE).write_bytes(b"r" * 3100)
    result = verify(folder, LESSON, "--json")
    assert result.exit_code == 1
    assert json.loads(result.output) == [{"lesson": LESSON, "file": FILE, "wrong": "rotten", "stored": False}]


def test_what_is_meant_has_to_be_said(folder: Path) -> None:
    assert verify(folder).exit_code == 2
    assert verify(folder, LESSON, "--all").exit_code == 2
