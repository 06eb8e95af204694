"""Talk to a running server by REST as its operator: with a token signed by the server's own secret."""

from __future__ import annotations

import json
import os
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import Any

from server.auth.tokens import operator_token
from server.cli.failure import Failure
from server.secret_key import secret_key
from server.settings import Settings
from server.trust import only

#: Ending a lesson waits until its recording is on disk.
TIMEOUT_S = 60.0


class Refused(Failure):
    """The server has said no, with a code of its own."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class Client:
    """A small blocking client: commands have nothing to do meanwhile."""

    def __init__(self, url: str, secret: str, trust: ssl.SSLContext | None = None) -> None:
        self.url = url.rstrip("/")
        self._secret = secret
        # A proxy of the environment must not come between this machine and itself.
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trust)
        )

    @classmethod
    def found(cls, settings: Settings, server: str | None) -> Client:
        """The client for the server of these settings, or for another address with the same secret."""
        trust = None
        if server is None and settings.http.tls_cert is not None:
            trust = _trust(settings.http.tls_cert)
        return cls(server or settings.local_url, secret_key(settings), trust)

    def get(self, path: str) -> Any:
        return self._ask("GET", path, None)

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return self._ask("POST", path, body or {})

    def put(self, path: str, body: dict[str, Any]) -> Any:
        return self._ask("PUT", path, body)

    def delete(self, path: str) -> Any:
        return self._ask("DELETE", path, {})

    def send(self, method: str, path: str, headers: Mapping[str, str], data: bytes | None = None) -> Message:
        """The headers of the answer to what is no JSON. Raises `Failure`."""
        request = self._request(method, path)
        for name, value in headers.items():
            request.add_header(name, value)
        request.data = data
        with self._opened(request) as answer:
            heard: Message = answer.headers
            return heard

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        """The answer's JSON. Raises `Failure` with one line on everything else."""
        request = self._request(method, path)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        with self._opened(request) as answer:
            return json.load(answer)

    def _request(self, method: str, path: str) -> urllib.request.Request:
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Authorization", f"Bearer {operator_token(self._secret, time.time())}")
        request.add_header("Accept-Language", _language())
        return request

    @contextmanager
    def _opened(self, request: urllib.request.Request) -> Iterator[Any]:
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as answer:
                yield answer
        except urllib.error.HTTPError as failure:
            raise Refused(*_said(failure)) from None
        except (OSError, ValueError) as failure:
            reason = getattr(failure, "reason", failure)
            raise Failure(
                f"no server answers at {self.url} ({reason}). Start it with: tongke serve"
            ) from None


def _language() -> str:
    """The one of the server's languages that the terminal's locale asks for."""
    chosen = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh-CN" if next(filter(None, chosen), "").startswith("zh") else "en"


def _said(failure: urllib.error.HTTPError) -> tuple[str, str]:
    """What the server has said, on one line, and its code."""
    try:
        error = json.load(failure)["error"]
        return f"{error['text']} {error['todo']} [{error['code']}]", str(error["code"])
    except (ValueError, KeyError, TypeError):
        return f"the server answered with status {failure.code}", ""


def _trust(certificate: Path) -> ssl.SSLContext:
    try:
        return only(certificate)
    except OSError as failure:
        raise Failure(f"{certificate}: {failure.strerror or failure}") from None
