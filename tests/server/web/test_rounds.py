"""A review round: made, scored blind or openly, summed up, exported; who may do which of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pypdfium2
import pytest

from server.data import resources
from server.demo.world import demo_id
from server.review import report
from server.web.settling import settle_all
from tests.server.web.conftest import Recorded
from tests.support.book import read_book
from tests.support.site import Site, Visitor

LI, WANG, MA = (demo_id(f"user {login}") for login in ("li", "wang", "ma"))
HALF = {"items": {"goals": {"points": 20}, "effect": {"points": 30}}}
RUBRIC = {
    "title": "二项",
    "items": [
        {"id": "goals", "title": "教学目标", "weight": 40},
        {"id": "effect", "title": "教学效果", "weight": 60},
    ],
}


def sheet(goals: float, effect: float, **fields: Any) -> dict[str, Any]:
    return {"items": {"goals": {"points": goals}, "effect": {"points": effect, "text": "好"}}, **fields}


class Round:
    """A round of `chen` with the members `wang` and `ma` on one recording."""

    def __init__(self, site: Site, recorded: Recorded) -> None:
        self.site, self.recorded = site, recorded
        self.chen: Visitor
        self.members: list[Visitor] = []
        self.card: dict[str, Any] = {}

    @property
    def url(self) -> str:
        return f"/api/rounds/{self.card['id']}"

    @property
    def mine(self) -> str:
        return f"{self.url}/scores/{self.recorded.id}"

    async def open(self, **fields: Any) -> None:
        self.chen = await self.site.signed_in("chen")
        self.members = [await self.site.signed_in(login) for login in ("wang", "ma")]
        rubric = await (await self.chen.post("/api/rubrics", RUBRIC)).json()
        self.body = {"title": "第一轮", "recordings": [self.recorded.id], "members": [WANG, MA]}
        wanted = {**self.body, "rubric": rubric["id"], **fields}
        answer = await self.chen.post("/api/rounds", wanted)
        self.card = await answer.json()

    async def scores(self, member: int, given: dict[str, Any], submit: bool = True) -> dict[str, Any]:
        who = self.members[member]
        kept: dict[str, Any] = await (await who.ask("PUT", self.mine, json=given)).json()
        if submit and "error" not in kept:
            kept = await (await who.post(f"{self.mine}/submit")).json()
        return kept

    async def code(self, who: Visitor, path: str) -> str:
        found = await (await who.get(path)).json()
        return str(found["error"]["code"]) if "error" in found else "ok"


async def scored(round: Round) -> tuple[float | None, int]:
    """The score that the library has, and of how many sheets."""
    async with round.site.database.session() as session:
        found = await resources.of_recording(session, round.recorded.id)
        assert found is not None
        return found.score, found.scores


@pytest.fixture
async def round(site: Site, recorded: Recorded) -> Round:
    return Round(site, recorded)


async def test_members_may_watch_and_comment_because_of_the_round(round: Round) -> None:
    wang = await round.site.signed_in("wang")
    assert (await wang.get(round.recorded.url)).status == 404
    await round.open()
    assert (await wang.get(round.recorded.url)).status == 200
    said = await wang.post(f"{round.recorded.url}/comments", {"at_ms": 0, "text": "好"})
    assert said.status == 201
    await round.chen.ask("DELETE", round.url)
    assert (await wang.get(round.recorded.url)).status == 404


async def test_a_draft_is_its_authors_alone_until_it_is_submitted(round: Round) -> None:
    await round.open()
    await round.scores(0, sheet(30, 50), submit=False)
    path = f"{round.url}/scores?recording={round.recorded.id}"
    own, others = [(await (await who.get(path)).json())["sheets"] for who in round.members]
    assert [(each["mine"], each["total"]) for each in own] == [(True, 80)]
    assert others == []
    await round.scores(0, sheet(30, 50))
    assert len((await (await round.members[1].get(path)).json())["sheets"]) == 1


async def test_blind_scores_are_hidden_until_all_have_submitted(round: Round) -> None:
    await round.open(blind=True)
    await round.scores(0, sheet(30, 50))
    path = f"{round.url}/scores?recording={round.recorded.id}"
    assert (await (await round.members[1].get(path)).json())["sheets"] == []
    assert [await round.code(who, f"{round.url}/summary") for who in (round.chen, round.members[1])] == [
        "round_blind"
    ] * 2
    await round.scores(1, sheet(40, 60))
    assert await round.code(round.chen, f"{round.url}/summary") == "ok"


async def test_the_deadline_reveals_a_blind_round_and_takes_no_more_scores(round: Round) -> None:
    await round.open(blind=True, deadline=int(round.site.now * 1000) + 60_000)
    await round.scores(0, sheet(30, 50))
    round.site.now += 61
    assert (await round.scores(1, sheet(40, 60)))["error"]["code"] == "round_over"
    assert await round.code(round.chen, f"{round.url}/summary") == "ok"


async def test_the_summary_has_means_and_spreads_per_item(round: Round) -> None:
    await round.open()
    await round.scores(0, sheet(30, 50, moments=[{"at_ms": 61_000, "item": "goals", "text": "清楚"}]))
    await round.scores(1, sheet(40, 60))
    found = (await (await round.chen.get(f"{round.url}/summary")).json())["recordings"][0]
    assert found["items"]["goals"] == {
        "count": 2, "mean": 35, "median": 35, "deviation": 7.07, "least": 30, "most": 40
    }  # fmt: skip
    assert (found["total"]["mean"], found["total"]["deviation"]) == (90, 14.14)
    assert ("goals", 61_000, "清楚") in [(n["item"], n["at_ms"], n["text"]) for n in found["notes"]]


async def test_the_workbook_has_the_figures_the_scores_and_the_notes(round: Round) -> None:
    await round.open()
    await round.scores(0, sheet(30, 50, text="=总评"))
    answer = await round.chen.get(f"{round.url}/summary.xlsx", headers={"Accept-Language": "zh-CN"})
    book = read_book(await answer.read())
    assert unquote(answer.headers["Content-Disposition"]).endswith("第一轮.xlsx")
    assert list(book) == ["统计", "评分", "评语"]
    assert book["评分"][1] == ["古诗三首", "王芳", 30, 50, 80]
    assert book["统计"][1][:5] == ["古诗三首", "教学目标", 40, 1, 30]
    assert book["评语"][2][-1] == "=总评"


@pytest.mark.parametrize(("language", "words"), [("zh-CN", "平均分"), ("en", "Median")])
async def test_the_results_are_printed_in_the_language_of_the_asker(
    round: Round, language: str, words: str
) -> None:
    await round.open()
    await round.scores(0, sheet(30, 50, text="<b>总评</b>：远端学生很投入 & 有追问"))
    answer = await round.chen.get(f"{round.url}/summary.pdf", headers={"Accept-Language": language})
    assert (answer.status, answer.content_type) == (200, "application/pdf")
    paper = pypdfium2.PdfDocument(await answer.read())
    text = "".join(page.get_textpage().get_text_range() for page in paper)
    for said in (words, "古诗三首", "教学目标", "王芳", "<b>总评</b>：远端学生很投入 & 有追问"):
        assert said in text


async def test_paper_says_what_it_leaves_out(round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "MOST_NOTES", 1)
    await round.open()
    await round.scores(0, sheet(30, 50, text="总评"))
    answer = await round.chen.get(f"{round.url}/summary.pdf", headers={"Accept-Language": "zh-CN"})
    text = pypdfium2.PdfDocument(await answer.read())[0].get_textpage().get_text_range()
    assert ("总评" in text, "完整数据见导出的 Excel" in text) == (False, True)


async def test_a_deadline_settles_the_score_of_the_library_whether_anybody_looks_or_not(
    round: Round,
) -> None:
    await round.open(blind=True, deadline=int(round.site.now * 1000) + 60_000)
    await round.scores(0, sheet(30, 50))
    await settle_all(round.site.context)
    assert await scored(round) == (None, 0)
    round.site.now += 61
    await settle_all(round.site.context)
    assert await scored(round) == (80, 1)


async def test_a_later_deadline_hides_the_scores_and_settles_them_once_more(round: Round) -> None:
    now = int(round.site.now * 1000)
    await round.open(blind=True, deadline=now + 60_000)
    await round.scores(0, sheet(30, 50))
    round.site.now += 61
    await settle_all(round.site.context)
    await round.chen.ask("PUT", round.url, json=round.body | {"deadline": now + 90_000})
    assert await scored(round) == (None, 0)
    round.site.now += 30
    await settle_all(round.site.context)
    assert await scored(round) == (80, 1)


async def test_a_sheet_given_back_hides_all_of_a_blind_round_again(round: Round) -> None:
    await round.open(blind=True)
    for member in (0, 1):
        await round.scores(member, sheet(30, 50))
    assert await scored(round) == (80, 2)
    await round.chen.post(f"{round.mine}/return", {"member": WANG})
    assert await scored(round) == (None, 0)


async def test_the_library_has_the_mean_of_what_may_be_read(round: Round) -> None:
    await round.open(blind=True)
    await round.scores(0, sheet(30, 50))
    assert await scored(round) == (None, 0)
    await round.scores(1, sheet(40, 60))
    assert await scored(round) == (90, 2)


async def test_submitted_scores_change_only_when_they_were_given_back(round: Round) -> None:
    await round.open()
    await round.scores(0, sheet(30, 50))
    assert (await round.scores(0, sheet(1, 1)))["error"]["code"] == "sheet_submitted"
    assert (await round.members[1].post(f"{round.mine}/return", {"member": WANG})).status == 403
    assert (await round.chen.post(f"{round.mine}/return", {"member": WANG})).status == 200
    assert (await round.scores(0, sheet(1, 1)))["total"] == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (sheet(41, 50), "bad_score"),
        ({"items": {"none": {"points": 1}}}, "bad_score"),
        ({"items": {"goals": {"points": 1}}}, "sheet_incomplete"),
    ],
)
async def test_what_is_no_whole_sheet_is_refused(round: Round, given: dict[str, Any], code: str) -> None:
    await round.open()
    assert (await round.scores(0, given))["error"]["code"] == code


async def test_a_round_keeps_the_rubric_it_was_made_with(round: Round) -> None:
    await round.open()
    found = (await (await round.chen.get("/api/rubrics")).json())["rubrics"][0]
    changed = {"title": "另一份", "items": [{"id": "all", "title": "总体", "weight": 100}]}
    await round.chen.ask("PUT", f"/api/rubrics/{found['id']}", json=changed)
    assert (await (await round.chen.get(round.url)).json())["rubric"]["title"] == "二项"


async def test_nobody_is_taken_out_who_has_submitted(round: Round) -> None:
    await round.open()
    await round.scores(0, sheet(30, 50))
    without = await round.chen.ask("PUT", round.url, json=round.body | {"members": [MA]})
    assert (await without.json())["error"]["code"] == "round_begun"
    more = await round.chen.ask("PUT", round.url, json=round.body | {"members": [WANG, MA, LI]})
    assert (await more.json())["due"] == 3


async def test_only_who_may_give_a_recording_away_makes_a_round_on_it(round: Round) -> None:
    await round.open()
    body = {**round.body, "rubric": "preset-short"}
    assert (await (await round.members[0].post("/api/rounds", body)).json())["error"]["code"] == "forbidden"
    refused = await round.chen.post("/api/rounds", body | {"members": ["none"]})
    assert (await refused.json())["error"]["code"] == "no_such_person"


async def test_outside_nobody_finds_a_round_but_the_teacher_reads_its_results(round: Round) -> None:
    await round.open()
    await round.scores(0, sheet(30, 50))
    yang, li = await round.site.signed_in("yang"), await round.site.signed_in("li")
    assert await round.code(yang, round.url) == "no_such_round"
    assert await round.code(yang, f"{round.url}/summary") == "no_such_round"
    assert await round.code(li, f"{round.url}/scores") == "no_such_round"
    assert await round.code(li, f"{round.url}/summary") == "ok"
    listed = await (await li.get(f"{round.recorded.url}/rounds")).json()
    assert [each["title"] for each in listed["rounds"]] == ["第一轮"]


async def test_words_for_the_round_are_read_by_its_members_when_it_is_revealed(round: Round) -> None:
    await round.open(blind=True)
    wang, ma = round.members
    body = {"at_ms": 0, "text": "给评课组", "visibility": "round", "round": round.card["id"]}
    await wang.post(f"{round.recorded.url}/comments", body)
    seen = [
        len((await (await who.get(f"{round.recorded.url}/comments")).json())["comments"])
        for who in (wang, ma, await round.site.signed_in("li"))
    ]
    assert seen == [1, 0, 0]
    await round.chen.post(f"{round.url}/closed", {"closed": True})
    assert len((await (await ma.get(f"{round.recorded.url}/comments")).json())["comments"]) == 1
