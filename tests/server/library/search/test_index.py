"""What every index must do: the same words find the same recordings on every database."""

from __future__ import annotations

import asyncio

import pytest
import pytest_asyncio

from server.auth.person import OPERATOR
from server.data import searching
from server.library.search.document import Piece
from server.library.search.finder import Finder, Wish
from server.library.search.query import parse
from server.tasks import spawn
from tests.server.library.search.conftest import Shelf

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = {
    "poems": ("古诗三首", "三年级 语文 李文静 清河市实验小学", "望天门山 两岸青山相对出"),
    "fractions": (
        "分数的初步认识",
        "三年级 数学 张丽华 松坪中心小学",
        "把一个月饼平均分成两份 每份是它",
    ),
    "drill": ("分数乘法练习课", "五年级 数学 张丽华 城关小学", "约分"),
    "functions": ("一次函数的图象", "八年级 数学 赵学文", "函数学习 y=kx+b CO2 H2O"),
    "school": (
        "My school",
        "四年级 英语 Unit 2",
        "ＰＰＴ 3 Where is the library? It's next to the gate.",
    ),
    "horses": ("草原", "三年级 乌云其木格 蒙古语授课", "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ བོད་ཡིག"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def full(shelf: Shelf) -> Shelf:
    for name, (title, about, slide) in WORDS.items():
        pieces = Piece("title", None, title), Piece("about", None, about), Piece("slide", 5000, slide)
        await shelf.put(name, *pieces)
    return shelf


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("古诗", ["poems"]),
        ("古诗三首", ["poems"]),
        ("诗", ["poems"]),
        ("首", ["poems"]),
        ("分数", ["drill", "fractions"]),
        ("分数的初步认识", ["fractions"]),
        ("分数练习", ["drill"]),
        ("三年级数学月饼", ["fractions"]),
        ("李文静", ["poems"]),
        ("张丽华 分数", ["drill", "fractions"]),
        ("松坪小学", ["fractions"]),
        ("乌云其木格", ["horses"]),
        ("ᠮᠣᠩᠭᠣᠯ", ["horses"]),
        ("བོད", ["horses"]),
        ("PPT 3", ["school"]),
        ("ppt", ["school"]),
        ("ＰＰＴ", ["school"]),
        ("libr", ["school"]),
        ("co2", ["functions"]),
        ("3", ["school"]),
        ("没有的词", []),
        ("数的", ["fractions", "functions"]),
    ],
)
async def test_words_find_what_has_all_of_them(full: Shelf, typed: str, names: list[str]) -> None:
    assert sorted(await full.found(typed)) == names


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ('"next to the"', ["school"]),
        ('"the next to"', []),
        ("“每份是它”", ["fractions"]),
        ('"unit 2', ["school"]),
        ('"青山 相对"', []),
        ('"两岸青山相对出"', ["poems"]),
    ],
)
async def test_quotes_find_words_that_follow_each_other(full: Shelf, typed: str, names: list[str]) -> None:
    assert await full.found(typed) == names


async def test_a_page_of_what_was_found_is_the_same_on_every_database(full: Shelf) -> None:
    finder = Finder(full.index)
    async with full.database.session() as session:
        found = await finder.find(session, OPERATOR, Wish(parse("三年级"), sort="relevance"), 0)
    assert (set(found.recordings), found.total) == ({"poems", "fractions", "horses"}, 3)


@pytest.mark.parametrize(
    "typed", ["a AND OR", "NEAR(古诗 x)", "x* ^y -z", "a:b {c} (d", "'; DROP", "\\ | & !<-> q"]
)
async def test_nothing_that_can_be_typed_is_an_error(full: Shelf, typed: str) -> None:
    assert await full.found(typed) == []


async def test_what_is_in_the_title_comes_first_then_what_is_about_the_whole(shelf: Shelf) -> None:
    await shelf.put("inside", Piece("title", None, "甲"), Piece("chat", 1, "磁铁"))
    await shelf.put("about", Piece("title", None, "乙"), Piece("about", None, "磁铁"))
    await shelf.put("title", Piece("title", None, "磁铁"))
    assert await shelf.found("磁铁") == ["title", "about", "inside"]


async def test_a_phrase_does_not_reach_from_one_piece_into_the_next(shelf: Shelf) -> None:
    pieces = Piece("title", None, "丙"), Piece("slide", 1, "good"), Piece("slide", 2, "morning 早上")
    await shelf.put("pieces", *pieces)
    assert await shelf.found('"good morning"') == []
    assert await shelf.found('good morning "morning 早"') == ["pieces"]


async def test_what_is_dropped_is_found_no_more_and_can_be_put_again(shelf: Shelf) -> None:
    await shelf.put("gone", Piece("title", None, "消失的词语"))
    entry = shelf.documents["gone"]
    async with shelf.database.session() as session:
        await shelf.index.drop(session, [entry])
    assert await shelf.found("消失") == []
    async with shelf.database.session() as session:
        await shelf.index.put(session, [entry])
    assert await shelf.found("消失") == ["gone"]


async def test_a_cleared_index_finds_nothing(shelf: Shelf) -> None:
    await shelf.put("cleared", Piece("title", None, "清空"))
    async with shelf.database.session() as session:
        await shelf.index.clear(session)
    assert await shelf.found("清空") == []


async def test_changes_of_entries_are_committed_in_their_order(shelf: Shelf) -> None:
    async def tell(entry: int) -> None:
        async with shelf.database.session() as session:
            await searching.tell(session, [entry])

    async with shelf.database.session() as session:
        await searching.tell(session, [1])
        later = spawn(tell(2), name="tell")
        await asyncio.wait({later}, timeout=0.1)
        assert not later.done()
    await later
