"""`cues.jsonl` holds every cue once, from the first on, and a cut last line costs only itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.live.cuefiles import CueFiles, Lines, _write_now, read_cues
from signaling.cues import Cue, LessonStarted


def cue(n: int) -> Cue:
    return Cue(n=n, at=1000 + n, by=None, event=LessonStarted())


def written(files: CueFiles) -> list[int]:
    items = list(files.backlog._items)
    _write_now(items)
    return [each.n for each in read_cues(files.path("lesson"))]


def test_file_begins_with_what_was_before_the_recording(tmp_path: Path) -> None:
    files = CueFiles(tmp_path)
    files.append("lesson", cue(1))
    files.begin("lesson", [cue(1), cue(2)])
    files.append("lesson", cue(3))
    assert written(files) == [1, 2, 3]


def test_lesson_without_a_recording_has_no_file(tmp_path: Path) -> None:
    files = CueFiles(tmp_path)
    files.append("lesson", cue(1))
    assert written(files) == []
    assert list(tmp_path.iterdir()) == []


def test_second_begin_changes_nothing(tmp_path: Path) -> None:
    files = CueFiles(tmp_path)
    files.begin("lesson", [cue(1)])
    files.begin("lesson", [])
    assert written(files) == [1]


def test_batch_that_is_written_twice_counts_once(tmp_path: Path) -> None:
    files = CueFiles(tmp_path)
    files.begin("lesson", [cue(1)])
    files.append("lesson", cue(2))
    written(files)
    _write_now([each for each in files.backlog._items if not each.anew])
    assert [each.n for each in read_cues(files.path("lesson"))] == [1, 2]


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_cut_last_line_costs_only_itself(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "lesson" / "cues.jsonl"
    _write_now([Lines(path, "".join(cue(n).model_dump_json() + "\n" for n in (1, 2)), anew=True)])
    path.write_bytes(path.read_bytes()[: -cut - 1])
    assert [each.n for each in read_cues(path)] == [1]
