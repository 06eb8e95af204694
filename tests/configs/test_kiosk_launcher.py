"""The launcher of classrooms' terminals: finds a browser, waits for the server, starts again what ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import chromium

KIOSK = Path(__file__).parents[2] / "configs" / "kiosk"
LAUNCHER = KIOSK / "tongke-terminal"


class Page(BaseHTTPRequestHandler):
    """Answers every page and notes who has asked for which."""

    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.command, self.path))
        self.send_response(200)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"<!doctype html><title>Tongke</title>")

    do_HEAD = do_GET

    def log_message(self, *_: Any) -> None:
        return None


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Page.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def start(server: ThreadingHTTPServer, folder: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    environment = os.environ | {"TONGKE_PROFILE": str(folder / "profile"), **more}
    address = f"http://127.0.0.1:{server.server_port}"
    return subprocess.Popen(
        ["sh", str(LAUNCHER), *words, address], env=environment, stderr=subprocess.PIPE, text=True
    )


def browser_that(folder: Path, does: str) -> str:
    path = folder / "browser"
    path.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/runs"\n{does}\n')
    path.chmod(0o755)
    return str(path)


def test_the_check_says_what_is_found(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    browser = browser_that(tmp_path, "echo Chromium 94")
    process = start(server, tmp_path, "--check", TONGKE_BROWSER=browser)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    assert browser in said and "Chromium 94" in said and "server:   answers" in said
    assert f"127.0.0.1:{server.server_port}/terminal" in said


def test_an_address_that_is_none_is_told(tmp_path: Path) -> None:
    ran = subprocess.run(["sh", str(LAUNCHER), "tongke"], capture_output=True, text=True)
    assert (ran.returncode, "https://" in ran.stderr) == (1, True)


def test_a_browser_that_ends_is_started_again(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    process = start(server, tmp_path, TONGKE_BROWSER=browser_that(tmp_path, "exit 7"), TONGKE_RUNS="2")
    _, said = process.communicate(timeout=20)
    runs = (tmp_path / "runs").read_text().splitlines()
    assert (process.returncode, len(runs)) == (7, 2)
    assert "--kiosk" in runs[0] and runs[0].endswith("/terminal")
    assert "status 7, starting it again in 1 s" in said


def test_a_browser_does_not_ask_whether_to_restore_its_pages(
    server: ThreadingHTTPServer, tmp_path: Path
) -> None:
    settings = tmp_path / "profile" / "Default" / "Preferences"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"profile":{"exit_type":"Crashed","exited_cleanly":false}}')
    process = start(server, tmp_path, TONGKE_BROWSER=browser_that(tmp_path, "exit 0"), TONGKE_RUNS="1")
    process.communicate(timeout=20)
    assert json.loads(settings.read_text())["profile"] == {"exit_type": "Normal", "exited_cleanly": True}


def test_the_samples_name_the_same_site(tmp_path: Path) -> None:
    site = "https://tongke.example.edu"
    policy = json.loads((KIOSK / "policies.json").read_text())
    assert policy["VideoCaptureAllowedUrls"] == policy["AudioCaptureAllowedUrls"] == [site]
    for sample in ("tongke-terminal.service", "tongke-terminal.desktop"):
        assert site in (KIOSK / sample).read_text()


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
def test_the_script_is_sound() -> None:
    subprocess.run(["shellcheck", "-s", "sh", str(LAUNCHER)], check=True)


@pytest.mark.browser
def test_a_real_browser_opens_the_terminals_page_and_ends_with_the_launcher(
    server: ThreadingHTTPServer, tmp_path: Path
) -> None:
    flags = "--headless=new --no-sandbox --disable-gpu"
    process = start(server, tmp_path, TONGKE_BROWSER=chromium(), TONGKE_FLAGS=flags)
    asked = threading.Event()
    while ("GET", "/terminal") not in Page.asked:
        assert not asked.wait(0.1) and process.poll() is None
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert process.returncode == 0
