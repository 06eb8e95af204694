"""Files that teachers upload, made here, and the upload itself as a page does it."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import Any

from aiohttp import ClientResponse
from PIL import Image

from server.data.models import Content, LessonDocument
from server.web.shelf import SHELF
from tests.support.site import Site, Visitor
from tests.support.waiting import eventually

TUS = {"Tus-Resumable": "1.0.0"}
OFFSET = {"Content-Type": "application/offset+octet-stream"}


def pdf(*pages: str, box: str = "0 0 640 360", extra: str = "") -> bytes:
    """A PDF with a line of text on each page; `extra` goes into its catalogue."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox [{box}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, text in enumerate(pages):
        drawing = f"BT /F1 32 Tf 40 200 Td ({text}) Tj ET"
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {font} /Contents {5 + 2 * n} 0 R >>")
        objects.append(f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
    return numbered(objects)


def numbered(objects: list[str]) -> bytes:
    """A PDF of these objects, the first of them its catalogue."""
    body, places = b"%PDF-1.4\n", []
    for n, each in enumerate(objects, 1):
        places.append(len(body))
        body += f"{n} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()


def picture(format: str = "PNG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    """A red picture."""
    file = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), size, options.pop("colour", "red")).save(file, format, **options)
    return file.getvalue()


def metadata(name: str) -> str:
    return "filename " + base64.b64encode(name.encode()).decode()


async def announce(person: Visitor, lesson: str, name: str, length: int) -> ClientResponse:
    headers = TUS | {"Upload-Length": str(length), "Upload-Metadata": metadata(name)}
    return await person.ask("POST", f"/api/lessons/{lesson}/uploads", headers=headers)


async def send(person: Visitor, place: str, offset: int, data: Any) -> ClientResponse:
    headers = TUS | OFFSET | {"Upload-Offset": str(offset)}
    return await person.ask("PATCH", place, headers=headers, data=data)


async def upload(person: Visitor, lesson: str, name: str, data: bytes) -> str:
    """A whole file in one go; returns the id of its document."""
    announced = await announce(person, lesson, name, len(data))
    assert announced.status == 201, await announced.text()
    place = announced.headers["Location"]
    sent = await send(person, place, 0, data)
    assert sent.status == 204, await sent.text()
    return place.rpartition("/")[2]


async def documents(person: Visitor, lesson: str) -> list[dict[str, Any]]:
    answer = await person.get(f"/api/lessons/{lesson}/courseware")
    assert answer.status == 200, await answer.text()
    found: list[dict[str, Any]] = (await answer.json())["documents"]
    return found


async def comes_to(person: Visitor, lesson: str, document: str, state: str) -> dict[str, Any]:
    """Wait until the document is in that state, and return its card."""

    async def has() -> bool:
        return bool((await card(person, lesson, document))["state"] == state)

    await eventually(has, 30)
    return await card(person, lesson, document)


async def card(person: Visitor, lesson: str, document: str) -> dict[str, Any]:
    return next(each for each in await documents(person, lesson) if each["id"] == document)


async def ready(person: Visitor, lesson: str, name: str, data: bytes) -> dict[str, Any]:
    """Upload, and wait until it can be shown."""
    return await comes_to(person, lesson, await upload(person, lesson, name, data), "ready")


async def shelve(site: Site, lesson: str, title: str, *names: str) -> dict[str, Any]:
    """A picture (or other files) that is ready, without the time of a conversion; returns its card."""
    storage = site.server.app[SHELF].storage
    with storage.workplace() as (_, made):
        for name in names or ("page-0001.webp", "page-0001-small.webp"):
            (made / name).write_bytes(f"{title} {name}".encode() * 20)
        sha256 = hashlib.sha256(title.encode()).hexdigest()
        files = storage.keep(sha256, made)
    document = LessonDocument(
        lesson_id=lesson,
        content_id=sha256,
        title=title,
        suffix="png",
        kind="image",
        position=9,
        length=1,
        created_by="u",
        created_at=0,
    )
    async with site.database.session() as session:
        session.add(_content(sha256, files))
        await session.flush()
        session.add(document)
    return await card(site.operator(), lesson, document.id)


def _content(sha256: str, files: list[dict[str, Any]]) -> Content:
    size = sum(file["bytes"] for file in files)
    return Content(
        sha256=sha256,
        suffix="png",
        is_ready=True,
        kind="image",
        pages=1,
        width=64,
        height=48,
        bytes=size,
        files={"files": files},
        created_at=0,
    )
