"""Only addresses of cameras are fetched, and nobody is shown a password."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.cameras.address import AddressRefused, checked, shown
from server.cameras.seal import Seal


@pytest.mark.parametrize(
    "url",
    [
        "rtsp://admin:geheim@10.0.0.9:554/Streaming/Channels/101",
        "rtsps://camera.example/1",
        "rtmp://10.0.0.8/live/1",
        "rtmps://10.0.0.8/live/1",
        "rtsp://[2001:db8::9]/1",
    ],
)
def test_addresses_of_cameras_are_taken_as_they_are(url: str) -> None:
    assert checked(f" {url} ", None) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://10.0.0.9/snapshot.jpg",
        "ftp://10.0.0.9/1",
        "concat:/etc/passwd",
        "/etc/passwd",
        "rtsp:///1",
        "rtsp://10.0.0.9:99999/1",
        "rtsp://10.0.0.9/1 -f mpegts",
        "rtsp://" + "x" * 600,
        "",
    ],
)
def test_anything_else_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        checked(url, None)
    assert "169.254" not in str(refused.value)


def test_files_are_taken_from_their_folder_only(tmp_path: Path) -> None:
    clip, secret = tmp_path / "films" / "clip.mp4", tmp_path / "secret.key"
    clip.parent.mkdir()
    clip.touch()
    secret.touch()
    assert checked(f"file://{clip}", clip.parent) == f"file://{clip}"
    for url in (f"file://{clip.parent}/../secret.key", f"file://{secret}", f"file://{clip}.no"):
        with pytest.raises(AddressRefused):
            checked(url, clip.parent)
    with pytest.raises(AddressRefused):
        checked(f"file://{clip}", None)


def test_a_link_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "films"
    folder.mkdir()
    (tmp_path / "secret.mp4").touch()
    (folder / "link.mp4").symlink_to(tmp_path / "secret.mp4")
    with pytest.raises(AddressRefused):
        checked(f"file://{folder}/link.mp4", folder)


def test_what_is_shown_has_neither_password_nor_stream_key() -> None:
    assert shown("rtsp://admin:p@ss@10.0.0.9:554/1?key=abc#x") == "rtsp://10.0.0.9:554/1"


def test_a_sealed_address_is_opened_by_its_secret_alone() -> None:
    sealed = Seal("one secret").close("rtsp://admin:geheim@10.0.0.9/1")
    assert "geheim" not in sealed
    assert Seal("one secret").open(sealed) == "rtsp://admin:geheim@10.0.0.9/1"
    assert Seal("another").open(sealed) is None
