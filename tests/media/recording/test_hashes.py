"""Every file of a recording that is over has its hash in the manifest."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from media.recording import hashes, manifest
from media.recording.hashes import Pace
from tests.support.takes import write_take

BEGAN = 1_795_226_400_000
TAKE, OTHER = "u3-camera-video-0001", "k2-camera-audio-0001"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for take in (TAKE, OTHER):
        write_take(tmp_path, take, started_at=BEGAN)
    (tmp_path / hashes.CUES).write_text('{"n": 1}\n')
    manifest.write(tmp_path, manifest.build(tmp_path, ended_at=BEGAN + 9000))
    return tmp_path


def test_each_file_gets_its_hash(folder: Path) -> None:
    made = hashes.add(folder)
    assert made is not None and not hashes.lacks(made)
    take = next(each for each in made.takes if each.take == TAKE)
    assert take.sha256 == hashlib.sha256((folder / take.file).read_bytes()).hexdigest()
    assert take.journal_sha256 == hashlib.sha256((folder / f"{TAKE}.jsonl").read_bytes()).hexdigest()
    assert made.cues_sha256 == hashlib.sha256((folder / hashes.CUES).read_bytes()).hexdigest()
    assert manifest.read(folder) == made


def test_a_hash_is_computed_once(folder: Path) -> None:
    before = hashes.add(folder)
    (folder / f"{TAKE}.mp4").write_bytes(b"r" * 4000)
    assert hashes.add(folder) == before


def test_a_manifest_that_is_made_again_keeps_the_hashes(folder: Path) -> None:
    before = hashes.add(folder)
    made = manifest.build(folder, ended_at=BEGAN + 9000)
    assert before is not None
    assert [take.sha256 for take in made.takes] == [take.sha256 for take in before.takes]


def test_a_take_that_has_grown_is_hashed_anew(folder: Path) -> None:
    hashes.add(folder)
    write_take(folder, TAKE, started_at=BEGAN, fragments=5)
    made = manifest.build(folder, ended_at=BEGAN + 9000)
    assert {take.take for take in made.takes if take.sha256 is None} == {TAKE}


def test_what_is_deleted_while_it_is_hashed_stays_deleted(folder: Path) -> None:
    def forget(seconds: float) -> None:
        made = manifest.read(folder)
        assert made is not None
        left = [take for take in made.takes if take.take != OTHER]
        manifest.write(folder, made.model_copy(update={"takes": left}))

    made = hashes.add(folder, Pace(1, clock=lambda: 0.0, sleep=forget))
    assert made is not None
    assert [take.take for take in made.takes] == [TAKE]


def test_a_file_that_is_missing_has_no_hash(folder: Path) -> None:
    (folder / f"{TAKE}.mp4").unlink()
    made = hashes.add(folder)
    assert made is not None and hashes.lacks(made)


def test_a_recording_that_runs_is_not_hashed(folder: Path) -> None:
    manifest.write(folder, manifest.build(folder))
    assert hashes.add(folder) is None


def test_reading_keeps_its_pace(tmp_path: Path) -> None:
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    (tmp_path / "take").write_bytes(bytes(5 * hashes.PIECE))
    hashes.digest(tmp_path / "take", Pace(2 * hashes.PIECE, lambda: now, sleep))
    assert now == pytest.approx(2.5)
