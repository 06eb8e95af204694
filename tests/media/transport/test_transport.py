"""A transport carries its peer's packets, follows it to other addresses, and knows when it is gone."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest

from media.packets.stun import parse_check, success
from media.transport.dtls import Fingerprint
from media.transport.ice import Credentials
from tests.media.transport.checks import ELSEWHERE, HERE
from tests.media.transport.client import RTCP, RTP, Client


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    client = Client()
    await client.connect()
    yield client
    await client.close()


async def test_packets_arrive_decrypted_rtp_apart_from_rtcp(client: Client) -> None:
    client.send_rtp()
    client.send_rtcp()
    assert (client.rtp, client.rtcp) == ([RTP], [RTCP])


async def test_packets_leave_encrypted_to_where_the_peer_is(client: Client) -> None:
    client.transport.send_rtp(RTP)
    path, data = client.wire.received[-1]
    assert path == HERE and RTP[12:] not in data
    assert client.dtls._rx_srtp.unprotect(data) == RTP


async def test_the_first_round_trip_is_known_when_the_peer_is_connected(client: Client) -> None:
    assert client.transport.round_trip is not None


async def test_a_packet_sent_before_there_is_a_path_is_counted() -> None:
    client = Client()
    client.transport.send_rtp(RTP)
    client.transport.send_rtcp(RTCP)
    assert client.counters["drop_not_connected"] == 2


async def test_a_packet_that_comes_twice_is_taken_once(client: Client) -> None:
    data = client.dtls._tx_srtp.protect(RTP)
    for _ in range(2):
        client.endpoint.demultiplexer.receive(data, HERE, 0.0)
    assert client.rtp == [RTP]
    assert client.counters["drop_srtp_replay"] == 1


async def test_a_forged_packet_is_counted(client: Client) -> None:
    client.endpoint.demultiplexer.receive(RTP + bytes(16), HERE, 0.0)
    assert client.rtp == []
    assert client.counters["drop_srtp_authentication"] == 1


async def test_a_wrong_certificate_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    await client.connect(fingerprints=(Fingerprint("sha-256", "00:11"),))
    assert client.states == ["failed"]
    await client.close()


async def test_media_from_a_new_address_is_taken_at_once_but_answers_wait_for_a_check(client: Client) -> None:
    client.send_rtp()
    client.send_rtp(RTP.replace(b"\x00\x01", b"\x00\x02", 1), path=ELSEWHERE)
    client.transport.send_rtp(RTP)
    assert len(client.rtp) == 2
    assert client.wire.received[-1][0] == HERE
    client.wire.path = ELSEWHERE
    client.check()
    client.transport.send_rtp(RTP)
    assert client.wire.received[-1][0] == ELSEWHERE


async def test_a_move_is_told(client: Client) -> None:
    moved: list[float] = []
    client.transport.on_moved = moved.append
    client.wire.path = ELSEWHERE
    client.check(now=3.0)
    assert moved == [3.0]


async def test_after_an_ice_restart_the_keys_stay(client: Client) -> None:
    client.transport.restart_ice()
    client.wire.path = ELSEWHERE
    client.check()
    client.send_rtp()
    client.transport.send_rtp(RTP)
    assert client.rtp == [RTP] and client.states == ["connected"]
    assert client.wire.received[-1][0] == ELSEWHERE


async def test_silence_is_lost_after_5_s_and_the_end_after_30(client: Client) -> None:
    client.transport.tick(4.9)
    assert client.states == ["connected"]
    client.transport.tick(5.1)
    assert client.states == ["connected", "lost"]
    client.transport.tick(30.1)
    assert client.states == ["connected", "lost", "closed"]


async def test_a_lost_peer_is_back_with_its_next_packet(client: Client) -> None:
    client.transport.tick(6.0)
    client.send_rtp(now=6.5)
    client.transport.tick(6.6)
    assert client.states == ["connected", "lost", "connected"]


async def test_a_check_is_a_sign_of_life(client: Client) -> None:
    client.check(now=4.0)
    client.transport.tick(8.0)
    assert client.states == ["connected"]


async def test_a_forged_packet_is_no_sign_of_life(client: Client) -> None:
    client.endpoint.demultiplexer.receive(RTP + bytes(16), HERE, 4.0)
    client.transport.tick(8.0)
    assert client.states == ["connected", "lost"]


async def test_a_peer_that_never_comes_has_failed_after_30_s() -> None:
    client = Client()
    client.transport.tick(30.1)
    assert client.states == ["failed"]


async def test_a_peers_goodbye_closes(client: Client) -> None:
    await client.dtls.stop()
    async with asyncio.timeout(5):
        while client.transport.state != "closed":
            await asyncio.sleep(0)
    assert client.states == ["connected", "closed"]


async def test_our_goodbye_reaches_the_peer(client: Client) -> None:
    client.transport.close()
    async with asyncio.timeout(5):
        while client.dtls.state != "closed":
            await asyncio.sleep(0)
    assert client.states == ["connected", "closed"]


async def test_a_closed_transport_hears_nothing(client: Client) -> None:
    client.transport.close()
    client.transport.close()
    client.send_rtp()
    assert client.rtp == [] and client.states == ["connected", "closed"]


async def test_random_datagrams_from_a_known_address_harm_nothing(client: Client) -> None:
    chance = random.Random(7)
    for _ in range(2000):
        client.endpoint.demultiplexer.receive(chance.randbytes(chance.randrange(80)), HERE, 0.0)
    await asyncio.sleep(0)
    client.send_rtp()
    assert client.rtp == [RTP] and client.states == ["connected"]
    assert client.counters["drop_internal_error"] == 0
    assert sum(count for name, count in client.counters.items() if name.startswith("drop_")) > 1000


async def test_a_peer_has_a_bounded_number_of_sources(client: Client) -> None:
    for number in range(300):
        client.send_rtp(RTP[:8] + number.to_bytes(4, "big") + b"media")
    assert len(client.rtp) == 256
    assert client.counters["drop_too_many_sources"] == 44


async def test_a_new_peer_takes_over_what_was_offered_to_the_old_one(client: Client) -> None:
    old = client.transport
    old.restart_ice()
    client.wire.path = ELSEWHERE
    client.check()
    new = client.endpoint.new_transport(0.0, predecessor=old)
    old.close()
    assert new.credentials == old.credentials and new.path == ELSEWHERE
    heard = client.counters["checks_answered"]
    client.check(transport=new)
    assert client.counters["checks_answered"] == heard + 1
    new.close()


async def test_the_stream_follows_a_known_peer_once_it_answers_from_its_new_address(client: Client) -> None:
    client.transport.meet(Credentials("peer", "the peer's password"))
    moved: list[float] = []
    client.transport.on_moved = moved.append
    client.send_rtp()
    client.send_rtp(RTP.replace(b"\x00\x01", b"\x00\x02", 1), path=ELSEWHERE, now=2.0)
    path, question = client.wire.received[-1]
    assert path == ELSEWHERE and moved == []
    answer = success(parse_check(question), "192.0.2.1", 9, "the peer's password")
    client.endpoint.demultiplexer.receive(answer, ELSEWHERE, 3.0)
    client.transport.send_rtp(RTP)
    assert client.wire.received[-1][0] == ELSEWHERE and moved == [3.0]


async def test_a_question_that_was_lost_is_asked_again(client: Client) -> None:
    client.transport.meet(Credentials("peer", "the peer's password"))
    client.wire.path = ELSEWHERE
    client.check()
    client.wire.received.clear()
    client.transport.tick(0.2)
    assert [path for path, _ in client.wire.received] == [ELSEWHERE]


async def test_valid_checks_are_answered_only_so_often(client: Client) -> None:
    before = client.counters["checks_answered"]
    for _ in range(300):
        client.check(now=1.0)
    assert client.counters["checks_answered"] - before == 200
    assert client.counters["drop_check_too_often"] == 100


async def test_a_copied_packet_from_elsewhere_moves_nothing(client: Client) -> None:
    client.transport.meet(Credentials("peer", "the peer's password"))
    data = client.dtls._tx_srtp.protect(RTP)
    for path in (HERE, ELSEWHERE):
        client.endpoint.demultiplexer.receive(data, path, 0.0)
    assert client.rtp == [RTP] and client.endpoint.demultiplexer.leads_to(ELSEWHERE) is None
    assert not [path for path, _ in client.wire.received if path == ELSEWHERE]


async def test_a_copied_handshake_from_elsewhere_reaches_nobody(client: Client) -> None:
    client.endpoint.demultiplexer.receive(b"\x16\xfe\xfd" + bytes(60), ELSEWHERE, 0.0)
    assert client.counters["drop_unknown_address"] == 1 and client.states == ["connected"]


async def test_a_path_that_has_room_again_is_told_like_a_move(client: Client) -> None:
    told: list[float] = []
    client.transport.on_moved = told.append
    client.transport.relieved(4.0)
    assert told == [4.0]
