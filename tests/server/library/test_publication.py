"""Which nodes of the tree a scope means."""

from __future__ import annotations

import pytest

from server.data.models import Classroom, Lesson, LessonClassroom
from server.library.publication import audience_of

REGIONS = {
    "city school": [("city", "city"), ("province", "province")],
    "village school": [
        ("township", "township"),
        ("county", "county"),
        ("city", "city"),
        ("province", "province"),
    ],
}
LESSON = Lesson(
    master_classroom_id="a",
    master=Classroom(id="a", school_id="city school"),
    places=[
        LessonClassroom(classroom_id="b", classroom=Classroom(id="b", school_id="village school")),
        LessonClassroom(classroom_id="c", classroom=Classroom(id="c", school_id="lone school")),
    ],
)


@pytest.mark.parametrize(
    ("scope", "nodes"),
    [
        ("class", {"a", "b", "c"}),
        ("school", {"city school", "village school", "lone school"}),
        ("county", {"city school", "county", "lone school"}),
        ("city", {"city", "lone school"}),
        ("province", {"province", "lone school"}),
        ("public", set()),
    ],
)
def test_a_school_without_such_a_region_counts_with_what_is_smaller(scope: str, nodes: set[str]) -> None:
    assert audience_of(LESSON, scope, REGIONS) == nodes


def test_where_the_tree_ends_early_its_largest_region_is_meant() -> None:
    assert audience_of(LESSON, "province", {"city school": [("city", "city")]}) == {
        "city", "village school", "lone school",
    }  # fmt: skip
