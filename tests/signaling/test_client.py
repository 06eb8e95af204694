"""The Python client against a real room over a real websocket."""

from __future__ import annotations

import asyncio

import pytest

from signaling.client import Refused
from signaling.messages import Leave, Ping, Pong, RaiseHand, StartLesson, Subscribe, Welcome
from signaling.state import Phase, Role
from tests.signaling.live import live_room


async def test_a_client_joins_and_sees_the_state() -> None:
    async with live_room() as live:
        class_a = live.client("class-a")
        welcome = await class_a.join()
        assert welcome.member == "class-a"
        assert class_a.state == live.room.state
        await class_a.close()


async def test_a_client_hears_of_what_others_do() -> None:
    async with live_room() as live:
        teacher, class_a = live.client("teacher", Role.MASTER), live.client("class-a")
        await teacher.join()
        await class_a.join()
        await teacher.ask(StartLesson())
        await class_a.until(lambda state: state.lesson.phase is Phase.LIVE)
        await class_a.ask(RaiseHand())
        await teacher.until(lambda state: [hand.member for hand in state.hands] == ["class-a"])
        await teacher.close()
        await class_a.close()


async def test_an_error_is_raised_with_its_code() -> None:
    async with live_room() as live:
        class_a = live.client("class-a")
        await class_a.join()
        with pytest.raises(Refused) as refused:
            await class_a.ask(StartLesson())
        assert refused.value.code == "not_allowed"
        with pytest.raises(Refused, match="no_worker"):
            await class_a.ask(Subscribe())
        await class_a.close()


async def test_a_client_that_is_not_let_in_does_not_try_again() -> None:
    async with live_room() as live:
        stranger = live.client("class-a", lesson="another")
        with pytest.raises(Refused, match="ticket_foreign"):
            await stranger.join()
        await stranger.close()


async def test_a_client_comes_back_and_resumes() -> None:
    async with live_room() as live:
        class_a = live.client("class-a")
        first = await class_a.join()
        await class_a.drop()
        second = await class_a.wait_for(Welcome, lambda welcome: welcome.epoch > first.epoch)
        assert second.snapshot is None
        assert live.room.state.members["class-a"].present
        await class_a.close()


async def test_a_displaced_client_stays_away() -> None:
    async with live_room() as live:
        first, second = live.client("class-a"), live.client("class-a")
        await first.join()
        await second.join()
        with pytest.raises(Refused, match="displaced"):
            await first.until(lambda state: False)
        await first.close()
        await second.close()


async def test_leaving_says_good_bye() -> None:
    async with live_room() as live:
        class_a = live.client("class-a")
        await class_a.join()
        await class_a.leave()
        assert not live.room.state.members["class-a"].present
        assert class_a.bye is not None
        assert class_a.bye.code == "left"


async def test_a_client_learns_the_servers_clock() -> None:
    async with live_room() as live:
        class_a = live.client("class-a")
        await class_a.join()
        await class_a.wait_for(Pong)
        assert abs(class_a.follower.clock_offset_ms) < 1000
        await class_a.close()


async def test_many_clients_at_once_all_see_the_same() -> None:
    async with live_room() as live:
        clients = [live.client(f"class-{n}") for n in range(20)]
        await asyncio.gather(*(client.join() for client in clients))
        everybody = {f"class-{n}" for n in range(20)}
        await asyncio.gather(
            *(client.until(lambda state: set(state.members) == everybody) for client in clients)
        )
        assert all(client.state == live.room.state for client in clients)
        await asyncio.gather(*(client.close() for client in clients))


async def test_a_message_without_id_needs_no_answer() -> None:
    async with live_room() as live:
        class_a = live.client("class-a")
        await class_a.join()
        await class_a.say(Ping(sent=1.0))
        await class_a.wait_for(Pong, lambda pong: pong.sent == 1.0)
        await class_a.say(Leave())
        with pytest.raises(Refused, match="left"):
            await class_a.until(lambda state: False)
        await class_a.close()
