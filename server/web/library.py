"""The library: search for recordings, narrow what is found, and see where in them words are met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from server.courseware.storage import Storage
from server.data import people, places
from server.library import terms, words
from server.library.facets import Facet
from server.library.search.finder import Result
from server.library.search.hits import Hit, Met, met
from server.library.search.query import Query
from server.library.search.sight import still_seen
from server.web import libraryshapes as shapes
from server.web.admission import admitted
from server.web.errors import Language, language
from server.web.finding import FINDER
from server.web.librarywish import QUERIES, WORDS, wish_of, words_of
from server.web.resourcecards import cards
from server.web.routes import Call, Route

#: Of one recording, in a list of results and where it is searched alone.
HITS, ALL_HITS = 4, 200
_TERMS: Mapping[str, terms.Terms] = {
    "grade": terms.GRADES,
    "form": terms.FORMS,
    "language": terms.LANGUAGES,
    "scope": terms.SCOPES,
}


async def search(call: Call) -> shapes.Found:
    """A page of the recordings that the person may watch and that fit."""
    wish = await wish_of(call)
    async with call.context.database.session() as session:
        result = await call.request.app[FINDER].find(session, call.person, wish, call.context.now_ms())
        shown = await still_seen(session, call.person, result.recordings)
        found = await _met(session, call, shown, wish.query, HITS)
        # What has lost the words since it was indexed is not told to have had them.
        shown = [each for each in shown if found[each].has_all]
        return shapes.Found(
            total=result.total - len(result.recordings) + len(shown),
            page=wish.page,
            pages=result.pages,
            results=[
                shapes.FoundRecording(recording=card, hits=_hits(found[card.recording]))
                for card in await cards(session, call.person, shown)
            ],
            facets=await _facets(session, result, language(call.request)),
        )


async def search_inside(call: Call) -> shapes.Hits:
    """Where in one recording words are met, in the order of its time."""
    recording = (await admitted(call)).recording
    query = await words_of(call)
    async with call.context.database.session() as session:
        found = await _met(session, call, [recording.id], query, ALL_HITS)
    hits = _hits(found[recording.id])
    return shapes.Hits(hits=sorted(hits, key=lambda hit: -1 if hit.at_ms is None else hit.at_ms))


async def list_terms(call: Call) -> shapes.LibraryTerms:
    """The closed lists that resources are described with."""
    spoken = language(call.request)
    return shapes.LibraryTerms(
        licences=_said(terms.LICENCES, spoken),
        grades=_said(terms.GRADES, spoken),
        languages=_said(terms.LANGUAGES, spoken),
        forms=_said(terms.FORMS, spoken),
        subjects=[shapes.Term(value=each, label=each) for each in terms.SUBJECTS],
    )


async def _met(
    session: AsyncSession, call: Call, recordings: Sequence[str], query: Query, most: int
) -> dict[str, Met]:
    """Where the words are met in each of the recordings; nowhere if there are none."""
    if not query.terms:
        return {each: Met([], has_all=True) for each in recordings}
    storage = Storage(call.context.settings.courseware_folder)
    pieces = await words.words_of(session, recordings, storage)
    return {each: met(pieces.get(each, ()), query, most) for each in recordings}


def _hits(found: Met) -> list[shapes.Hit]:
    return [_hit(each) for each in found.hits]


def _hit(hit: Hit) -> shapes.Hit:
    kind: shapes.HitKind = "title" if hit.piece.kind == "about" else hit.piece.kind
    return shapes.Hit(at_ms=hit.piece.at_ms, kind=kind, text=hit.text, marks=list(hit.marks))


async def _facets(
    session: AsyncSession, result: Result, spoken: Language
) -> dict[Facet, list[shapes.FacetValue]]:
    found = result.facets
    of_places = [value for facet in ("school", "region") for value, _ in found[facet]]
    teachers = await people.names(session, [value for value, _ in found["teacher"]])
    names = {**teachers, **await places.names(session, of_places)}
    return {
        facet: [
            shapes.FacetValue(value=value, label=_label(facet, value, names, spoken), count=count)
            for value, count in values
        ]
        for facet, values in found.items()
    }


def _label(facet: Facet, value: str, names: Mapping[str, str], spoken: Language) -> str:
    if facet in _TERMS:
        return terms.label(_TERMS[facet], value, spoken)
    return names.get(value, value)


def _said(known: terms.Terms, spoken: Language) -> list[shapes.Term]:
    which = 1 if spoken == "en" else 0
    return [
        shapes.Term(value=value, label=said[which][0], text=said[which][1]) for value, said in known.items()
    ]


ROUTES = (
    Route(
        "GET",
        "/api/library",
        search,
        "Search for recordings.",
        answer=shapes.Found,
        queries=QUERIES,
        errors=("invalid_field",),
    ),
    Route(
        "GET",
        "/api/library/terms",
        list_terms,
        "The closed lists that resources are described with.",
        answer=shapes.LibraryTerms,
    ),
    Route(
        "GET",
        "/api/resources/{recording}/hits",
        search_inside,
        "Where in a recording words are met.",
        answer=shapes.Hits,
        queries=(WORDS,),
        errors=("no_such_recording",),
    ),
)
