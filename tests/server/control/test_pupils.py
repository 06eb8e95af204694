"""Pupils' phones at a running server: their way in, what they are shown, and that each answer counts once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path

import pytest

from server.control import now_ms
from server.data import answers
from signaling.messages import EndLesson
from signaling.tools.questions.state import MASTER_PLACE
from signaling.tools.questions.wishes import (
    AnswerLinks,
    CloseQuestion,
    FetchAnswerLinks,
    Phones,
    RacerSeats,
    RevealAnswer,
    ShowResults,
)
from tests.support.school import School, school
from tests.support.waiting import until

HOUR = 3_600_000


@pytest.fixture
async def lesson(tmp_path: Path) -> AsyncIterator[School]:
    async with school(tmp_path) as found:
        await found.opens()
        yield found
        await found.close()


async def test_a_pupil_scans_the_code_of_the_classroom_and_answers(lesson: School) -> None:
    told = await lesson.classroom.ask(FetchAnswerLinks())
    assert isinstance(told, AnswerLinks)
    phone = lesson.phone()
    await phone.enters(12, link=told.links[0].url.removeprefix("/a/"))
    phone.watches()
    question = await lesson.asks(text="哪个有三个角？")
    await until(lambda: phone.shown["asked"])
    assert await phone.answers(question, "A") == (200, "")
    await lesson.teacher.until(lambda state: lesson.counts() == {"A": 1})
    await phone.close()


async def test_the_eight_digits_on_the_screen_do_as_well(lesson: School) -> None:
    told = await lesson.teacher.ask(FetchAnswerLinks())
    assert isinstance(told, AnswerLinks)
    code = next(link.code for link in told.links if link.place == MASTER_PLACE)
    assert (await lesson.phone().enters(3, code=f"{code[:4]} {code[4:]}"))[0] == 200
    assert (await lesson.phone().enters(3, code="00000000"))[1]["error"]["code"] == "no_such_answer_code"


@pytest.mark.parametrize(
    ("way", "code"),
    [
        (lambda school: {"link": school.link() + "x"}, "link_invalid"),
        (lambda school: {"link": school.link().replace("class-a", "class-b")}, "link_invalid"),
        (lambda school: {"link": "nonsense"}, "link_invalid"),
        (lambda school: {"link": school.link("class-x")}, "link_invalid"),
        (lambda school: {"link": school.link(now=now_ms() - 9 * HOUR)}, "link_expired"),
        (lambda school: {"link": school.link(lesson="another")}, "lesson_not_open"),
        (lambda school: {"link": school.link(), "seat": 0}, "no_such_seat"),
        (lambda school: {"link": school.link(), "seat": 501}, "no_such_seat"),
    ],
)
async def test_whoever_does_not_belong_there_is_told_why(lesson: School, way: object, code: str) -> None:
    assert callable(way)
    refused = await lesson.phone().enters(**{"seat": 1, **way(lesson)})
    assert refused[1]["error"]["code"] == code


async def test_a_pass_is_good_for_one_lesson_and_can_t_be_made_up(lesson: School) -> None:
    phone = await lesson.seated(1)
    phone.token = phone.token[:-4] + "AAAA"
    assert (await phone.looks())[1]["error"]["code"] == "pass_invalid"


async def test_a_seat_belongs_to_the_first_phone_until_the_teacher_frees_it(lesson: School) -> None:
    first, second = await lesson.seated(5), lesson.phone()
    assert (await second.enters(5, link=lesson.link()))[1]["error"]["code"] == "seat_taken"
    lesson.control.live.rooms.rooms[lesson.lesson].pupils.seats.release("class-a", 5)
    assert (await second.enters(5, link=lesson.link()))[0] == 200
    assert (await first.looks())[1]["error"]["code"] == "seat_released"


async def test_a_phone_that_sends_without_end_is_slowed_down(lesson: School) -> None:
    phone = await lesson.seated(1)
    found = [await phone.looks() for _ in range(60)]
    assert found[-1][1]["error"]["code"] == "slow_down"


async def test_a_phone_is_not_shown_how_others_answer_before_the_teacher_shows_it(lesson: School) -> None:
    phone = await lesson.seated(1)
    question = await lesson.asks(answer=["B"])
    await phone.answers(question, "B")
    await lesson.teacher.until(lambda state: bool(lesson.current.tallies))
    assert (await phone.looks())[1]["asked"]["tallies"] == {}
    await lesson.wishes(ShowResults(question=question))
    shown = (await phone.looks())[1]["asked"]
    assert shown["tallies"]["class-a"]["counts"] == {"B": 1}
    assert shown["answer"] is None


async def test_a_revealed_answer_reaches_the_phones(lesson: School) -> None:
    phone = await lesson.seated(1)
    phone.watches()
    question = await lesson.asks(answer=["B"])
    await lesson.wishes(RevealAnswer(question=question))
    await until(lambda: (phone.shown.get("asked") or {}).get("answer") == ["B"], within_s=10)
    await phone.close()


async def test_everybody_learns_how_many_phones_there_are(lesson: School) -> None:
    phones = [await lesson.seated(seat) for seat in (1, 2)]
    for phone in phones:
        phone.watches()
    await lesson.teacher.wait_for(Phones, lambda told: told.places == {"class-a": 2})
    for phone in phones:
        await phone.close()
    await lesson.teacher.wait_for(Phones, lambda told: told.places == {})


async def test_a_race_tells_the_winner_on_the_own_phone_alone(lesson: School) -> None:
    winner, other = await lesson.seated(1), await lesson.seated(2)
    alias = (await winner.enters(1, link=lesson.link(), name="小敏"))[1]["alias"]
    question = await lesson.asks("race")
    opens_at = lesson.current.question.opens_at
    await until(lambda: now_ms() > opens_at + 300, within_s=6)
    await other.answers(question, pressed_at=opens_at + 200)
    await winner.answers(question, pressed_at=opens_at + 100)
    await lesson.teacher.until(lambda state: lesson.current.racers is not None)
    assert (await other.looks())[1]["racers"][0] == alias
    seats = await lesson.teacher.wait_for(RacerSeats)
    assert [(racer.seat, racer.name) for racer in seats.racers] == [(1, "小敏"), (2, "")]


async def test_the_end_of_the_lesson_ends_the_streams(lesson: School) -> None:
    phone = await lesson.seated(1)
    phone.watches()
    await until(lambda: phone.shown)
    await lesson.wishes(EndLesson())
    await until(lambda: phone.shown["phase"] == "ended")
    assert (await phone.looks())[1]["error"]["code"] == "lesson_not_open"
    await phone.close()


async def test_an_answer_counts_once_over_a_restart_of_the_server(tmp_path: Path) -> None:
    async with school(tmp_path) as before:
        await before.opens()
        question = await before.asks()
        phone = await before.seated(9)
        assert await phone.answers(question, "A", key="the-one-press") == (200, "")
        await before.written()
        boot = (await phone.looks())[1]["boot"]
        await before.close()
    async with school(tmp_path, before.lesson) as after:
        await after.opens()
        phone.http, phone.url = after.http, f"{after.url}/api/answering"
        assert (await phone.looks())[1]["boot"] != boot
        assert await phone.answers(question, "A", key="the-one-press") == (200, "")
        await after.wishes(CloseQuestion(question=question))
        await after.teacher.until(lambda state: after.current.settled)
        assert after.counts() == {"A": 1}
        await after.written()
        async with after.control.database.session() as session:
            assert len(await answers.votes(session, after.lesson, question)) == 1
        await after.close()


async def timed(answering: Awaitable[tuple[int, str]], after_s: float) -> tuple[int, float]:
    """Status and milliseconds of an answer that is given after a while."""
    await asyncio.sleep(after_s)
    begin = time.perf_counter()
    status, _ = await answering
    return status, (time.perf_counter() - begin) * 1000


async def test_five_hundred_phones_answer_within_two_seconds(lesson: School) -> None:
    """From one address, as a school has it; with every phone's stream open."""
    phones = await asyncio.gather(*(lesson.seated(seat) for seat in range(1, 501)))
    for phone in phones:
        phone.watches()
    question = await lesson.asks()
    await until(lambda: all(phone.shown.get("asked") for phone in phones), within_s=30)
    found = await asyncio.gather(
        *(timed(phone.answers(question, "ABCD"[n % 4]), n / 250) for n, phone in enumerate(phones))
    )
    assert {status for status, _ in found} == {200}
    delays = sorted(delay for _, delay in found)
    print(f"\nms: p50 {delays[250]:.0f}, p95 {delays[475]:.0f}, worst {delays[-1]:.0f}")
    await lesson.wishes(CloseQuestion(question=question))
    await lesson.teacher.until(lambda state: lesson.current.settled)
    assert lesson.counts() == {"A": 125, "B": 125, "C": 125, "D": 125}
    await asyncio.gather(*(phone.close() for phone in phones))
