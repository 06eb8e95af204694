"""Which takes are served where something is left out."""

from __future__ import annotations

import pytest

from media.recording.manifest import Manifest, Removed
from server.library.view import WHOLE, View

NEITHER = View(False, False, frozenset({"room-1", "room_2"}), by_publication=True)


@pytest.mark.parametrize(
    ("name", "served"),
    [
        ("teacher-camera-video-0001", True),
        ("teacher-screen-audio-12345", True),
        ("teacher-observer-camera-video-0001", True),
        ("teacher-pupils-video-0001", False),
        ("room-1-camera-video-0001", False),
        ("room-1-screen-video-0001", False),
        ("room_2-board-audio-0002", False),
        ("room-1-camera-video", False),
        ("room-1-camera", False),
        ("room-1/camera", False),
        ("room-1/camera/audio", False),
        ("teacher/camera", True),
        ("room-11-camera-video-0001", True),
        ("something else", False),
        ("", False),
    ],
)
def test_a_take_of_a_classroom_is_left_out_by_whatever_name(name: str, served: bool) -> None:
    assert NEITHER.serves(name) == served
    assert WHOLE.serves(name)


def test_a_source_is_served_when_one_of_its_tracks_is() -> None:
    sound = View(False, True, frozenset({"room"}), by_publication=True)
    names = ("room-camera", "room-camera-audio-0001", "room-camera-video-0001")
    assert [sound.serves(name) for name in names] == [True, True, False]


def test_a_classroom_that_is_not_heard_is_not_read_in_the_chat_either() -> None:
    assert [NEITHER.hears(member) for member in ("room-1", "teacher", None)] == [False, True, True]


def test_who_was_forgotten_is_named_to_nobody_outside() -> None:
    gone = Removed(at=1, member="room-1", what="all", takes=["room-1-camera-video-0001"])
    fields = {"lesson": "l", "title": "t", "started_at": 0, "ended_at": 1, "duration_ms": 1, "complete": True}
    whole = Manifest.model_validate({**fields, "takes": [], "removed": [gone]})
    assert WHOLE.of(whole).removed == [gone]
    assert View(by_publication=True).of(whole).removed == []
