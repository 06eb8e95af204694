"""
A server that speaks S3 for the tests of this folder: moto, on this machine alone.

`TONGKE_TEST_S3` names another one, whose bucket is there already, by the fields of `storage.s3` as JSON:
`TONGKE_TEST_S3='{"endpoint": "http://10.0.0.9:8080", "bucket": "b", "access_key": "k", "secret_key": "s"}'`.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from server.storage.settings import S3

BUCKET = "recordings"
KEY = "a-key-of-the-tests"


@pytest.fixture(scope="session")
def s3() -> Iterator[S3]:
    """The server with a bucket; moto's is empty, and forgets everything when the tests are over."""
    if other := os.environ.get("TONGKE_TEST_S3"):
        yield S3.model_validate_json(other)
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _make_bucket(f"http://127.0.0.1:{port}/{BUCKET}")
        settings = {"endpoint": f"http://127.0.0.1:{port}", "bucket": BUCKET, "access_key": KEY}
        yield S3.model_validate({**settings, "secret_key": KEY, "prefix": "tongke", "timeout_s": 5})
    finally:
        server.terminate()
        server.wait()


def _make_bucket(url: str) -> None:
    """As soon as the server answers."""
    for _ in range(200):
        try:
            urllib.request.urlopen(urllib.request.Request(url, method="PUT", data=b"")).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise TimeoutError("the S3 server does not come up")
