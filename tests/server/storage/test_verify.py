"""What `tongke recording verify` finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from media.recording import hashes, manifest
from server.storage.files import NOTE, RecordingFiles, StoredNote, StoredTake, write_note
from server.storage.local import LocalStore
from server.storage.verify import Wrong, foreign, verify
from tests.support.takes import write_take

NOW = 1_795_226_400_000
LESSON, TAKE = "l1", "u3-camera-video-0001"
FILE = f"{TAKE}.mp4"


@pytest.fixture
def files(tmp_path: Path) -> RecordingFiles:
    folder = tmp_path / "recordings" / LESSON
    write_take(folder, TAKE, started_at=NOW)
    (folder / hashes.CUES).write_text('{"n": 1}\n')
    manifest.write(folder, manifest.build(folder, ended_at=NOW + 9000))
    hashes.add(folder)
    return RecordingFiles(tmp_path / "recordings", LocalStore(tmp_path / "store"))


async def wrongs(files: RecordingFiles) -> list[tuple[str, Wrong, bool]]:
    return [(each.file, each.wrong, each.stored) for each in await verify(files, LESSON)]


async def let_store_keep(files: RecordingFiles) -> None:
    """The take is in the store alone."""
    path = files.folder(LESSON) / FILE
    assert files.store is not None
    await files.store.put(f"{LESSON}/{FILE}", path)
    known = StoredTake(size=path.stat().st_size, sha256=hashes.digest(path))
    write_note(files.folder(LESSON), StoredNote(files={FILE: known}, at=NOW))
    path.unlink()


async def test_nothing_is_wrong_with_what_was_recorded(files: RecordingFiles) -> None:
    assert await wrongs(files) == []


@pytest.mark.parametrize("file", [FILE, f"{TAKE}.jsonl", hashes.CUES])
async def test_a_single_changed_byte_is_rot(files: RecordingFiles, file: str) -> None:
    path = files.folder(LESSON) / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert (file, Wrong.ROTTEN, False) in await wrongs(files)


@pytest.mark.parametrize("file", [FILE, f"{TAKE}.jsonl", hashes.CUES, manifest.FILE])
async def test_a_file_that_is_gone_is_missing(files: RecordingFiles, file: str) -> None:
    (files.folder(LESSON) / file).unlink()
    assert (file, Wrong.MISSING, False) in await wrongs(files)


async def test_what_belongs_to_no_take_is_foreign(files: RecordingFiles) -> None:
    folder = files.folder(LESSON)
    (folder / "holiday.mp4").write_bytes(b"")
    for own in ("thumbnails", "attachments"):
        (folder / own).mkdir()
    assert await wrongs(files) == [("holiday.mp4", Wrong.FOREIGN, False)]


async def test_a_take_that_never_had_a_fragment_is_not_foreign(files: RecordingFiles) -> None:
    write_take(files.folder(LESSON), "u3-camera-audio-0001", started_at=NOW, fragments=0)
    assert await wrongs(files) == []


async def test_what_has_no_hash_yet_is_told_and_is_no_damage(files: RecordingFiles) -> None:
    folder = files.folder(LESSON)
    (folder / manifest.FILE).unlink()
    manifest.write(folder, manifest.build(folder, ended_at=NOW + 9000))
    found = await verify(files, LESSON)
    assert {each.wrong for each in found} == {Wrong.UNHASHED}
    assert not any(each.is_bad for each in found)


async def test_a_take_that_the_store_keeps_is_compared_there(files: RecordingFiles, tmp_path: Path) -> None:
    await let_store_keep(files)
    assert await wrongs(files) == []
    (tmp_path / "store" / LESSON / FILE).write_bytes(b"r" * 3100)
    assert await wrongs(files) == [(FILE, Wrong.ROTTEN, True)]
    (tmp_path / "store" / LESSON / FILE).unlink()
    assert await wrongs(files) == [(FILE, Wrong.MISSING, True)]


async def test_folders_of_no_recording_are_foreign(files: RecordingFiles, tmp_path: Path) -> None:
    (files.root / "lost").mkdir()
    assert files.store is not None
    await files.store.put("stray/a.mp4", files.folder(LESSON) / FILE)
    found = [(each.lesson, each.stored) for each in await foreign(files, [LESSON])]
    assert found == [("lost", False), ("stray", True)]


async def test_the_note_of_the_store_is_no_stranger(files: RecordingFiles) -> None:
    write_note(files.folder(LESSON), StoredNote())
    assert (files.folder(LESSON) / NOTE).exists()
    assert await wrongs(files) == []
