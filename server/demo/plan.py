"""Where the demonstration runs, and whether this machine is ready for it."""

from __future__ import annotations

import datetime
import json
import socket
from collections.abc import Mapping
from pathlib import Path

from server.config import PREFIX, ConfigError, Settings, load
from server.settings import DEMO_FILE, Http
from server.tls import ensure_certificate
from server.web.pages import web_folder

LAN = "lan"
#: What the demonstration decides of the configuration.
CHOSEN = ("host", "port", "tls_cert", "tls_key")
ANYWHERE = {"0.0.0.0", "::"}


def settings(host: str | None, port: int | None, environ: Mapping[str, str]) -> Settings:
    """
    The demonstration's settings: the environment's, with the wanted host and port.

    With a host the port speaks TLS with a self-made certificate. Raises `ConfigError`.
    """
    chosen = load(None, environ)
    http = chosen.http.model_dump()
    if host is not None:
        http["host"] = lan_address() if host == LAN else host
        if not chosen.http.tls:
            http["tls_cert"], http["tls_key"] = _certificate(chosen, http["host"])
    if port is not None:
        http["port"] = port
    return chosen.model_copy(update={"http": Http.model_validate(http)})


def _certificate(chosen: Settings, host: str) -> tuple[Path, Path]:
    folder = chosen.data.folder / "tls"
    try:
        return ensure_certificate(folder, certificate_names(host), datetime.datetime.now(datetime.UTC))
    except OSError as failure:
        raise ConfigError(f"{folder}: {failure.strerror}") from None


def certificate_names(host: str) -> list[str]:
    """What browsers on this machine and on the LAN may type."""
    own = lan_address() if host in ANYWHERE else host
    return sorted({"localhost", "127.0.0.1", "::1", own})


def lan_address() -> str:
    """This machine's address on the LAN. Raises `ConfigError` without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: the kernel only looks up from which address it would.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            raise ConfigError("no network found: name this machine's address with --host ADDRESS") from None


def write(chosen: Settings) -> Path:
    """Write what was chosen here as TOML into the data folder; returns the file."""
    path = chosen.data.folder / DEMO_FILE
    lines = ["# Of the `tongke demo` that runs now; read by the commands beside it.", "[http]"]
    for key in CHOSEN:
        value = getattr(chosen.http, key)
        if value is not None:
            # JSON's texts and numbers read the same in TOML.
            value = str(value.absolute()) if isinstance(value, Path) else value
            lines.append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def environment(chosen: Settings, environ: Mapping[str, str]) -> dict[str, str]:
    """What the server's processes see: all but what the written file decides."""
    decided = {f"{PREFIX}HTTP__{key.upper()}" for key in CHOSEN}
    return {name: value for name, value in environ.items() if name.upper() not in decided}


def obstacles(chosen: Settings) -> list[str]:
    """What is missing on this machine, a line each, with what to do."""
    found = []
    if not (web_folder(chosen.http.web_folder) / "index.html").is_file():
        found.append("the web client is not built: run `make setup`")
    if _taken(chosen.http.host, chosen.http.port, socket.SOCK_STREAM):
        found.append(f"TCP port {chosen.http.port} is in use: choose another with --port")
    for index in range(chosen.media.worker_count):
        port = chosen.media.port + index
        if chosen.media.port and _taken("0.0.0.0", port, socket.SOCK_DGRAM):
            found.append(f"UDP port {port} is in use: choose another with TONGKE_MEDIA__PORT=…")
    return found


def _taken(host: str, port: int, kind: socket.SocketKind) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, kind) as probe:
        if kind == socket.SOCK_STREAM:
            # Connections of the last run that wait to be forgotten are no obstacle.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
