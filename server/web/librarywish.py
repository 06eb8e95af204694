"""What somebody looks for in the library, as the address of the request says it."""

from __future__ import annotations

import asyncio
from datetime import date
from zoneinfo import ZoneInfo

from server.library.facets import FACETS, Filters
from server.library.search.finder import MOST_PAGES, Sort, Wish
from server.library.search.query import LONGEST, Query, parse
from server.web.calendar import day_bounds
from server.web.errors import ApiError
from server.web.routes import Call
from server.web.routes import Query as Parameter

MINE = Parameter("mine", "One's own alone.", "^(true|1)$")
_SORTS: tuple[Sort, ...] = ("newest", "watched", "scored", "relevance")


async def words_of(call: Call) -> Query:
    """The words that are looked for. The first ones load a dictionary, for which nobody else waits."""
    return await asyncio.to_thread(parse, call.request.query.get("q", ""))


async def wish_of(call: Call) -> Wish:
    """All of the wish. Raises `ApiError` `invalid_field`."""
    asked = call.request.query
    query = await words_of(call)
    begin, end = _days(call)
    return Wish(
        query=query,
        filters=Filters({facet: asked[facet] for facet in FACETS if asked.get(facet)}),
        begin=begin,
        end=end,
        mine=is_wanted(call, "mine"),
        collection=asked.get("collection") or None,
        sort=_sort(asked.get("sort", ""), query),
        page=_page(asked.get("page", "1")),
    )


def _days(call: Call) -> tuple[int | None, int | None]:
    """From the first wanted day to the end of the last one."""
    zone, asked = ZoneInfo(call.context.settings.site.timezone), call.request.query
    try:
        first, last = (
            date.fromisoformat(asked[name]) if asked.get(name) else None for name in ("from", "to")
        )
        return (
            day_bounds(first, zone)[0] if first else None,
            day_bounds(last, zone)[1] if last else None,
        )
    except (ValueError, OverflowError):
        raise ApiError("invalid_field", "from, to: YYYY-MM-DD") from None


def is_wanted(call: Call, name: str) -> bool:
    """Whether a parameter that is a switch is on."""
    return call.request.query.get(name, "") in ("1", "true")


def _sort(wanted: str, query: Query) -> Sort:
    if not wanted:
        return "relevance" if query.terms else "newest"
    for known in _SORTS:
        if known == wanted:
            return known
    raise ApiError("invalid_field", "sort")


def _page(wanted: str) -> int:
    if not (wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:9]) <= MOST_PAGES):
        raise ApiError("invalid_field", "page")
    return int(wanted)


_DAY = r"^\d{4}-\d{2}-\d{2}$"
_ANY = rf"^.{{0,{LONGEST}}}$"
WORDS = Parameter("q", "Words; quotes for a phrase.", _ANY)
QUERIES = (
    WORDS,
    *(Parameter(facet, f"Narrows to one value of the facet `{facet}`.", r"^.{0,80}$") for facet in FACETS),
    Parameter("from", "The first day.", _DAY),
    Parameter("to", "The last day.", _DAY),
    MINE,
    Parameter("collection", "Those of a collection.", "^[a-z0-9]+$"),
    Parameter("sort", "`relevance` where there are words, else `newest`.", f"^({'|'.join(_SORTS)})$"),
    Parameter("page", "Counts from 1.", r"^\d+$"),
)
