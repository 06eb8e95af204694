"""The self-made certificate of a demonstration on a LAN."""

from __future__ import annotations

import datetime
import re
import ssl
from pathlib import Path

from server.tls import LIFETIME, ensure_certificate, fingerprint

NOW = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
HOSTS = ["127.0.0.1", "::1", "localhost"]


def test_a_server_can_use_it_and_only_its_owner_can_read_the_key(tmp_path: Path) -> None:
    certificate, key = ensure_certificate(tmp_path / "tls", HOSTS, NOW)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    assert key.stat().st_mode & 0o777 == 0o600


def test_it_stays_the_same_while_it_fits(tmp_path: Path) -> None:
    first = fingerprint(ensure_certificate(tmp_path, HOSTS, NOW)[0])
    assert fingerprint(ensure_certificate(tmp_path, HOSTS[:1], NOW)[0]) == first
    assert re.fullmatch(r"([0-9A-F]{2}:){31}[0-9A-F]{2}", first)


def test_another_address_or_a_near_end_makes_a_new_one(tmp_path: Path) -> None:
    seen = {fingerprint(ensure_certificate(tmp_path, HOSTS, NOW)[0])}
    seen.add(fingerprint(ensure_certificate(tmp_path, [*HOSTS, "192.0.2.7"], NOW)[0]))
    seen.add(fingerprint(ensure_certificate(tmp_path, HOSTS, NOW + LIFETIME)[0]))
    assert len(seen) == 3


def test_a_broken_file_is_replaced(tmp_path: Path) -> None:
    certificate, _ = ensure_certificate(tmp_path, HOSTS, NOW)
    certificate.write_text("broken")
    assert fingerprint(ensure_certificate(tmp_path, HOSTS, NOW)[0])
