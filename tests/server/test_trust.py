"""This machine's processes know its control process by its certificate alone."""

from __future__ import annotations

import datetime
import ssl
from pathlib import Path

import pytest

from server.tls import ensure_certificate
from server.trust import only
from tests.support.authority import Authority


def handshake(client: ssl.SSLContext, certificate: Path, key: Path) -> None:
    """Let a client meet a server with this certificate. Raises `ssl.SSLError`."""
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = [client.wrap_bio(back, there), server.wrap_bio(there, back, server_side=True)]
    for end in ends * 3:
        try:
            end.do_handshake()
        except ssl.SSLWantReadError:
            continue


def test_a_self_made_certificate_is_trusted_by_itself(tmp_path: Path) -> None:
    certificate, key = ensure_certificate(tmp_path, ["localhost"], datetime.datetime.now(datetime.UTC))
    handshake(only(certificate), certificate, key)


def test_an_issued_certificate_is_trusted_whatever_name_it_carries(tmp_path: Path) -> None:
    certificate, key = Authority().issue(tmp_path, "tongke.example")
    handshake(only(certificate), certificate, key)


def test_another_certificate_of_the_same_authority_is_not(tmp_path: Path) -> None:
    authority = Authority()
    certificate, _ = authority.issue(tmp_path, "tongke.example")
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(only(certificate), *authority.issue(tmp_path, "other.example"))


@pytest.mark.parametrize("text", ["", "no certificate"])
def test_a_file_without_a_certificate_is_an_error_that_the_dialler_expects(tmp_path: Path, text: str) -> None:
    (tmp_path / "empty.pem").write_text(text)
    with pytest.raises(OSError, match="certificate"):
        only(tmp_path / "empty.pem")
