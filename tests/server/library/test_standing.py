"""Who may do what with a recording: the table, held case by case."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from server.auth.person import OPERATOR, Person
from server.auth.rights import Act, Rights
from server.data.models import Classroom, Duty, Grant, Lesson, LessonClassroom, Resource, User
from server.library.standing import ACTS, Reader, Standing, acts, standing

#: School > county > city > province, and a school elsewhere in the province.
ABOVE = {
    "master": frozenset({"master", "city", "province"}),
    "rural": frozenset({"rural", "county", "city", "province"}),
    "elsewhere": frozenset({"elsewhere", "other county", "other city", "province"}),
}
#: The same for the other nodes of which somebody below is.
UP = ABOVE | {
    "rural room": ABOVE["rural"] | {"rural room"},
    "county": frozenset({"county", "city", "province"}),
    "city": frozenset({"city", "province"}),
    "province": frozenset({"province"}),
}
AUDIENCE = {
    None: frozenset(),
    "class": frozenset({"rural room", "master room"}),
    "school": frozenset({"master", "rural"}),
    "county": frozenset({"master", "county"}),
    "city": frozenset({"city"}),
    "province": frozenset({"province"}),
    "public": frozenset(),
}
SCOPES = tuple(AUDIENCE)
STATES = ("there", "trash", "removed")

WATCH = {Act.SEE, Act.WATCH}
COMMENT = WATCH | {Act.COMMENT}
SCORE = COMMENT | {Act.SCORE}
TAKE_OUT = SCORE | {Act.DOWNLOAD, Act.EXPORT, Act.CLIP}
KEEP = TAKE_OUT | {Act.EDIT, Act.PUBLISH, Act.AUDIT, Act.TRASH, Act.FORGET}

LESSON = Lesson(
    id="lesson",
    teacher_id="teacher",
    master=Classroom(id="master room", school_id="master"),
    places=[
        LessonClassroom(classroom_id="rural room", classroom=Classroom(id="rural room", school_id="rural"))
    ],
)


def person(name: str, school: str | None, *grants: tuple[Duty, str]) -> Reader:
    """Somebody of a school; a grant is a duty and the node it is at."""
    rows = [Grant(user_id=name, role=duty, scope_kind="region", scope_id=node) for duty, node in grants]
    who = Person(User(id=name, school_id=school), None, rows)
    nodes = frozenset().union(*(UP[node] for node in (school, *(node for _, node in grants)) if node))
    return Reader(who, Rights(who, ABOVE), nodes)


#: Each with what it may do in its own right, and from which scope on it is within the publication.
WHO: dict[str, tuple[Reader, set[Act], str | None]] = {
    "operator": (Reader(OPERATOR, Rights(OPERATOR, ABOVE)), KEEP, None),
    "its teacher": (person("teacher", "master"), KEEP, None),
    "its owner": (person("owner", "elsewhere"), KEEP, None),
    "administrator of the city": (person("a", None, (Duty.ADMINISTRATOR, "city")), KEEP, None),
    "administrator of both schools": (
        person("b", None, (Duty.ADMINISTRATOR, "master"), (Duty.ADMINISTRATOR, "rural")), KEEP, None),
    "administrator of one school": (person("c", None, (Duty.ADMINISTRATOR, "rural")), set(), "school"),
    "researcher of the city": (person("d", None, (Duty.RESEARCHER, "city")), TAKE_OUT, None),
    "inspector of the province": (person("e", None, (Duty.INSPECTOR, "province")), TAKE_OUT, None),
    "researcher of the county": (person("f", None, (Duty.RESEARCHER, "county")), set(), "county"),
    "assistant of the classroom": (person("g", "rural", (Duty.ASSISTANT, "rural room")), set(), "class"),
    "teacher of the master school": (person("h", "master", (Duty.TEACHER, "master")), set(), "school"),
    "teacher in the county": (person("i", "rural"), set(), "school"),
    "teacher of the city": (person("j", None, (Duty.TEACHER, "city")), set(), "city"),
    "teacher in another county": (person("k", "elsewhere"), set(), "province"),
    "somebody without a school": (person("l", None), set(), "public"),
    "anybody": (Reader(), set(), "public"),
}  # fmt: skip
ORDER = ("class", "school", "county", "city", "province", "public")


def resource(scope: str | None, state: str) -> Resource:
    trashed_at = None if state == "there" else 1
    return Resource(
        owner_id="owner", scope=scope, trashed_at=trashed_at, removed_at=1 if state == "removed" else None
    )


def expected(who: str, scope: str | None, state: str) -> set[Act]:
    """By the words of the table, not by its code."""
    _, own, within = WHO[who]
    published = scope is not None and within is not None and ORDER.index(scope) >= ORDER.index(within)
    outside = (WATCH if who == "anybody" else COMMENT) if published else set()
    if state == "there":
        return own or outside
    left = {Act.SEE, Act.AUDIT} | ({Act.TRASH, Act.FORGET} if state == "trash" else set())
    return left if Act.TRASH in own else set()


@pytest.mark.parametrize(("who", "scope", "state"), list(itertools.product(WHO, SCOPES, STATES)))
def test_what_somebody_may_do(who: str, scope: str | None, state: str) -> None:
    kept = resource(scope, state)
    stands = standing(WHO[who][0], LESSON, kept, AUDIENCE[scope])
    assert acts(stands, kept) == expected(who, scope, state)


@pytest.mark.parametrize("who", WHO)
def test_a_round_lets_its_members_watch_comment_and_score(who: str) -> None:
    reader, own, _ = WHO[who]
    stands = standing(reader, LESSON, resource(None, "there"), frozenset(), reviews=True)
    assert acts(stands, resource(None, "there")) == (own or (set() if who == "anybody" else SCORE))


def test_whoever_stands_closer_may_do_all_that_others_may() -> None:
    assert all(ACTS[closer] >= ACTS[farther] for closer, farther in itertools.pairwise(Standing))


COLUMNS = (
    {Act.SEE, Act.WATCH},
    {Act.COMMENT},
    {Act.SCORE},
    {Act.DOWNLOAD, Act.EXPORT, Act.CLIP},
    {Act.EDIT, Act.PUBLISH, Act.AUDIT, Act.TRASH, Act.FORGET},
)
TEXT = (Path(__file__).parents[3] / "docs" / "PROTOCOL.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("stands", list(Standing))
def test_the_protocol_document_has_the_same_table(stands: Standing) -> None:
    table = TEXT[TEXT.index("| how one stands to the recording") :]
    row = re.search(rf"^\| {stands}\b[^|]*\|(.*)\|$", table, re.MULTILINE)
    assert row is not None
    cells = [cell.strip() == "yes" for cell in row[1].split("|")]
    assert set().union(*itertools.compress(COLUMNS, cells)) == ACTS[stands]
