"""Question sets: one's own, at hand in a lesson, and refused when they can't be asked."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.support.site import Site, Visitor

QUESTION = {"kind": "single", "text": "哪个有三个角？", "options": ["三角形", "圆"], "answer": ["A"]}


async def kept(visitor: Visitor, title: str = "图形") -> str:
    answer = await visitor.post("/api/question-sets", {"title": title, "questions": [QUESTION]})
    assert answer.status == 201, await answer.text()
    return str((await answer.json())["id"])


async def test_a_set_is_kept_changed_and_deleted(site: Site) -> None:
    li = await site.signed_in("li")
    made = await kept(li)
    changed = {"title": "图形二", "questions": [QUESTION, {"kind": "yes_no"}]}
    assert (await li.ask("PUT", f"/api/question-sets/{made}", json=changed)).status == 200
    (found,) = (await (await li.get("/api/question-sets")).json())["sets"]
    assert (found["title"], len(found["questions"])) == ("图形二", 2)
    assert (await li.ask("DELETE", f"/api/question-sets/{made}")).status == 200
    assert (await (await li.get("/api/question-sets")).json())["sets"] == []


@pytest.mark.parametrize(
    "question",
    [
        {"kind": "single", "options": ["x"]},
        {"kind": "single", "options": ["x", "y"], "answer": ["C"]},
        {"kind": "yes_no", "options": ["x", "y"]},
        {"kind": "riddle"},
    ],
)
async def test_a_question_that_can_t_be_asked_can_t_be_kept(site: Site, question: dict[str, object]) -> None:
    li = await site.signed_in("li")
    answer = await li.post("/api/question-sets", {"title": "x", "questions": [question]})
    assert (await answer.json())["error"]["code"] == "invalid_field"


@pytest.mark.parametrize(("asked", "sheet"), [("zh-CN", "题目"), ("en", "Questions")])
async def test_a_workbook_to_fill_in_is_sent_in_the_pages_language(
    site: Site, asked: str, sheet: str
) -> None:
    answer = await (await site.signed_in("li")).get(f"/api/question-sets/template.xlsx?language={asked}")
    with zipfile.ZipFile(io.BytesIO(await answer.read())) as book:
        assert f'name="{sheet}"' in book.read("xl/workbook.xml").decode()


async def test_another_teachers_set_is_none_of_ones_own(site: Site) -> None:
    made = await kept(await site.signed_in("li"))
    zhou = await site.signed_in("zhou")
    answer = await zhou.ask("DELETE", f"/api/question-sets/{made}")
    assert (await answer.json())["error"]["code"] == "no_such_question_set"


async def test_sets_are_at_hand_in_a_lesson_in_their_order(site: Site) -> None:
    li, lesson = await site.signed_in("li"), await site.lesson("古诗三首")
    one, two = await kept(li, "一"), await kept(li, "二")
    path = f"/api/lessons/{lesson['id']}/question-sets"
    await li.ask("PUT", path, json={"sets": [two, one]})
    assert [each["title"] for each in (await (await li.get(path)).json())["sets"]] == ["二", "一"]


@pytest.mark.parametrize(
    "path", ["questions", "questions/q1/answers", "answers.csv", "seats", "question-sets"]
)
async def test_answers_are_for_the_lessons_teacher_alone(site: Site, path: str) -> None:
    lesson = await site.lesson("古诗三首")
    for login in ("chen", "wang"):
        visitor = await site.signed_in(login)
        assert (await visitor.get(f"/api/lessons/{lesson['id']}/{path}")).status in (403, 404)
