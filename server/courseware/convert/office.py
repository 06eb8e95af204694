"""PowerPoint, Word and OpenDocument: printed to PDF by LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

from server.confined.confine import allow_cpu
from server.confined.entry import Refused
from server.courseware.convert.order import Order

_ENTRIES = 20_000
#: Unpacked a presentation is seldom three times as large; a bomb is a thousand times.
_RATIO, _UNPACKED = 100, 4 << 30
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LIMIT_S = 300
#: No macros, and nothing is fetched that a document links to.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def printed(order: Order) -> str:
    """
    Print the source to a PDF beside the profile of LibreOffice; returns its path.

    Raises `Refused`: `no_office`, `zip_bomb`, `encrypted`, `damaged`, `too_slow`.
    """
    _check(order)
    command = shutil.which(order.office)
    if command is None:
        raise Refused("no_office")
    work = Path.cwd() / "office"
    profile = work / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    named = work / f"source.{order.suffix if order.suffix in _SUFFIXES else 'pptx'}"
    named.symlink_to(order.source)
    _run([command, f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS, str(work), str(named)])
    pdf = work / "source.pdf"
    if not pdf.is_file():
        raise Refused("damaged", "LibreOffice made no PDF")
    return str(pdf)


_SUFFIXES = ("ppt", "pptx", "pps", "ppsx", "doc", "docx", "odp", "odt")
_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--convert-to", "pdf", "--outdir")


def _run(command: list[str]) -> None:
    allow_cpu(_LIMIT_S)
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=2, timeout=_LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        raise Refused("too_slow", "LibreOffice") from None


def _check(order: Order) -> None:
    """Look into the container before anybody unpacks it."""
    with Path(order.source).open("rb") as file:
        if file.read(4) == b"PK\x03\x04":
            _check_zip(order)
        elif _ENCRYPTED in file.read(1 << 20):
            raise Refused("encrypted")


def _check_zip(order: Order) -> None:
    try:
        with zipfile.ZipFile(order.source) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused("damaged", str(error)) from None
    packed = Path(order.source).stat().st_size
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _ENTRIES or unpacked > min(_UNPACKED, packed * _RATIO):
        raise Refused("zip_bomb", f"{len(entries)} entries, {packed} bytes become {unpacked}")
    if not any(entry.filename.startswith(("ppt/", "word/", "content.xml")) for entry in entries):
        raise Refused("unknown_type", "a zip, but no document")
