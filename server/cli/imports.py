"""`tongke recording import FOLDER`: bring old recordings into a running server, one after the other."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from server.cli.client import Client, Refused
from server.cli.failure import Failure, one_line_errors
from server.cli.options import Remote, remote
from server.courseware.kinds import SUFFIXES, suffix_of
from server.courseware.storage import digest

_CHUNK = 8 << 20
_TUS = {"Tus-Resumable": "1.0.0"}
_POLL_S = 1.0
_KNOWN = "already_imported"


@click.command(name="import")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--subject", default="", help="Of all of them, like 语文.")
@click.option("--grade", default="", help="Of all of them.")
@click.option("--teacher", default="", metavar="LOGIN", help="Who teaches in them.")
@click.option("--dated", is_flag=True, help="They were taught when the files were last changed.")
@one_line_errors
@remote
def import_(server: Remote, folder: Path, subject: str, grade: str, teacher: str, dated: bool) -> None:
    """
    Bring every film of a folder, or one film, into the library; each gets its file's name as title.

    What was brought in before is passed over, and a film that can't be used does not hold up the others:
    run it again as often as you like. Ends with status 1 if one has failed.
    """
    said = {"subject": subject, "grade": grade, "teacher": teacher}
    outcomes = []
    for path in films(folder):
        taught = {"taught_at": str(round(path.stat().st_mtime * 1000))} if dated else {}
        outcome = {"file": str(path), **_outcome(server.client, path, {**said, **taught})}
        outcomes.append(outcome)
        if not server.as_json:
            click.echo(_line(outcome))
    if server.as_json:
        server.show(outcomes, _line)
    failed = sum(outcome["state"] == "failed" for outcome in outcomes)
    if failed:
        raise Failure(f"{failed} of {len(outcomes)} could not be brought in")


def films(folder: Path) -> Iterator[Path]:
    """The films in a folder and those below it, by name; a file is itself."""
    found = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for path in found:
        if path.is_file() and SUFFIXES.get(suffix_of(path.name)) == "video":
            yield path


def _outcome(client: Client, path: Path, said: Mapping[str, str]) -> dict[str, Any]:
    if not path.stat().st_size:
        return {"state": "failed", "recording": None, "text": "The file is empty."}
    try:
        address = _announced(client, path, {**said, "sha256": digest(path)})
        _send(client, path, address)
        return _awaited(client, address.removesuffix("/upload"))
    except Refused as refused:
        state = "known" if refused.code == _KNOWN else "failed"
        return {"state": state, "recording": None, "text": refused.message}
    except OSError as failure:
        return {"state": "failed", "recording": None, "text": str(failure)}


def _announced(client: Client, path: Path, said: Mapping[str, str]) -> str:
    """Where its bytes are to be sent."""
    words = {"filename": path.name, **{key: word for key, word in said.items() if word}}
    metadata = ",".join(f"{key} {base64.b64encode(word.encode()).decode()}" for key, word in words.items())
    headers = {**_TUS, "Upload-Length": str(path.stat().st_size), "Upload-Metadata": metadata}
    return str(client.send("POST", "/api/imports", headers)["Location"])


def _send(client: Client, path: Path, address: str) -> None:
    with path.open("rb") as file:
        offset = 0
        while chunk := file.read(_CHUNK):
            headers = {
                **_TUS,
                "Content-Type": "application/offset+octet-stream",
                "Upload-Offset": str(offset),
            }
            client.send("PATCH", address, headers, chunk)
            offset += len(chunk)


def _awaited(client: Client, address: str) -> dict[str, Any]:
    """What has become of it, when the server has done its work."""
    while True:
        card = client.get(address)
        if card["state"] in ("ready", "failed"):
            error = card["error"]
            text = f"{error['text']} {error['todo']}" if error else ""
            state = "known" if error and error["code"] == _KNOWN else card["state"]
            return {"state": state, "recording": card["recording"] or card["twin"], "text": text}
        time.sleep(_POLL_S)


def _line(outcome: dict[str, Any]) -> str:
    recording = outcome["recording"] or "-"
    return f"{outcome['state']:<6}  {recording:<12}  {outcome['file']}  {outcome['text']}".rstrip()
