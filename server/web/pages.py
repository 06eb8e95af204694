"""The web client's files: the three pages, and the assets whose names change with their content."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from aiohttp import web

from server.web.context import CONTEXT

_SOURCE_TREE = Path(__file__).resolve().parents[2] / "web_client" / "dist"
_NOT_BUILT = "The web client is not built. Run: make setup\n网页尚未构建，请运行：make setup\n"


def web_folder(configured: Path | None) -> Path:
    """Where the built web client lies: configured, or in the source tree."""
    return configured or _SOURCE_TREE


_BUILD = re.compile(r'<meta name="build" content="(\w{1,40})"')


def newest_build(configured: Path | None) -> str:
    """Which build of the terminal's page is served; empty when none is."""
    page = web_folder(configured) / "terminal.html"
    try:
        return _build_of(page, page.stat().st_mtime_ns)
    except OSError:
        return ""


@lru_cache(maxsize=4)
def _build_of(page: Path, modified: int) -> str:
    found = _BUILD.search(page.read_text(encoding="utf-8"))
    return found[1] if found else ""


#: First parts of paths that are no pages, so that a wrong method there is told as such.
_NO_PAGES = "api|whip|whep|signal|worker|healthz|metrics"


def add_pages(app: web.Application) -> None:
    """Answer every GET that no other route answers."""
    app.router.add_get("/terminal", _terminal)
    app.router.add_get(r"/a{link:(?:/[^/]*)?}", _pupil)
    app.router.add_get(f"/{{path:(?!(?:{_NO_PAGES})(?:/|$)).*}}", _page)


async def _terminal(request: web.Request) -> web.StreamResponse:
    return _html(request, "terminal.html")


async def _pupil(request: web.Request) -> web.StreamResponse:
    return _html(request, "pupil.html")


async def _page(request: web.Request) -> web.StreamResponse:
    """A file of the client, else its page, which has an address for each view."""
    folder = web_folder(request.app[CONTEXT].settings.http.web_folder).resolve()
    path = _named(folder, request.match_info["path"])
    if path.is_relative_to(folder) and path.is_file():
        # Vite writes a hash of the content into the names under assets/.
        hashed = path.is_relative_to(folder / "assets")
        lifetime = "public, max-age=31536000, immutable" if hashed else "no-cache"
        return web.FileResponse(path, headers={"Cache-Control": lifetime})
    if "." in path.name:
        raise web.HTTPNotFound(text="404\n")
    return _html(request, "index.html")


def _named(folder: Path, name: str) -> Path:
    """The path of a name that anybody may have made up; it may lead out of the folder. Raises 404."""
    try:
        path = (folder / name).resolve()
        path.is_file()
    except (OSError, ValueError):
        # Too long for the file system, or with a NUL in it.
        raise web.HTTPNotFound(text="404\n") from None
    return path


def _html(request: web.Request, name: str) -> web.StreamResponse:
    path = web_folder(request.app[CONTEXT].settings.http.web_folder) / name
    if not path.is_file():
        return web.Response(status=503, text=_NOT_BUILT, headers={"Retry-After": "30"})
    return web.FileResponse(path, headers={"Cache-Control": "no-cache"})
