"""A real worker does what a control process tells it, for peers that come over real sockets."""

import asyncio
import re
import socket
import time
from pathlib import Path
from typing import Any

from tests.media.transport.descriptions import text
from tests.media.worker.conftest import NewPeer
from tests.media.worker.control import Control
from tests.support.peer import Peer
from tests.support.stream import Camera
from tests.support.waiting import until

ROOM = "3mq7c2xk9a4d"
CAMERA = [{"source": "u3/camera", "audio_mid": "0", "video_mid": "1"}]
ONE_SLOT = [{"slot": 0, "audio": "u3/camera/audio", "video": "u3/camera/video"}]


async def publish(control: Control, peer: Peer, transport: str = "u3/up") -> dict[str, Any]:
    done = await control.done("accept_up", room=ROOM, transport=transport, sdp=peer.offer(), sources=CAMERA)
    await peer.connect(done["sdp"])
    await control.state_is(transport, "connected")
    return done


async def view(control: Control, peer: Peer, transport: str = "whep/t7") -> list[bytes]:
    """Receive by an offer of the peer's own; gives the list that fills with its packets."""
    packets: list[bytes] = []
    peer.on_datagram = packets.append
    done = await control.done("accept_down", room=ROOM, transport=transport, sdp=peer.offer())
    await control.done("route", room=ROOM, transport=transport, slots=ONE_SLOT)
    await peer.connect(done["sdp"])
    await control.state_is(transport, "connected")
    return packets


async def film(peer: Peer, frames: int, camera: Camera | None = None) -> None:
    camera = camera or Camera()
    for _ in range(frames):
        now = time.time()
        for packet in camera.video(now):
            peer.send_rtp(packet)
        peer.send_rtp(camera.audio(now))
        await asyncio.sleep(0.02)


async def test_an_offer_is_answered_with_what_it_makes(control: Control, new_peer: NewPeer) -> None:
    done = await publish(control, new_peer("sendonly"))
    assert [producer["producer"] for producer in done["producers"]] == ["u3/camera/audio", "u3/camera/video"]
    assert [producer["codec"] for producer in done["producers"]] == ["OPUS", "H264"]


async def test_a_source_without_mids_takes_the_first_m_lines(control: Control, new_peer: NewPeer) -> None:
    sources = [{"source": "u3/camera"}]
    sdp = new_peer("sendonly").offer()
    done = await control.done("accept_up", room=ROOM, transport="whip/u3", sdp=sdp, sources=sources)
    assert len(done["producers"]) == 2


async def test_a_publishers_packets_reach_a_receiver(control: Control, new_peer: NewPeer) -> None:
    publisher = new_peer("sendonly")
    await publish(control, publisher)
    packets = await view(control, new_peer("recvonly"))
    await film(publisher, 10)
    await until(lambda: len(packets) > 50)
    assert {packet[1] & 0x7F for packet in packets if packet[1] & 0x7F in (102, 111)} == {102, 111}


async def test_a_route_may_name_a_producer_that_comes_later(control: Control, new_peer: NewPeer) -> None:
    packets = await view(control, new_peer("recvonly"))
    publisher = new_peer("sendonly")
    await publish(control, publisher)
    assert packets == []
    await film(publisher, 10)
    await until(lambda: len(packets) > 20)


async def test_a_new_peer_under_a_known_name_replaces_the_old_one(
    control: Control, new_peer: NewPeer
) -> None:
    packets = await view(control, new_peer("recvonly"))
    await publish(control, new_peer("sendonly"))
    later = new_peer("sendonly")
    await publish(control, later)
    await film(later, 10)
    await until(lambda: len(packets) > 20)
    assert control.state("u3/up") == "connected"


async def test_a_publisher_that_changes_its_address_goes_on(control: Control, new_peer: NewPeer) -> None:
    publisher, camera = new_peer("sendonly"), Camera()
    await publish(control, publisher)
    packets = await view(control, new_peer("recvonly"))
    await film(publisher, 5, camera)
    old = publisher._transport
    publisher._transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        lambda: publisher, local_addr=("127.0.0.1", 0)
    )
    old.close()
    before = len(packets)
    await film(publisher, 5, camera)
    await until(lambda: len(packets) > before + 20)
    assert control.state("u3/up") == "connected"


async def test_an_ice_restart_keeps_the_keys(control: Control, new_peer: NewPeer) -> None:
    publisher = new_peer("sendonly")
    first = await publish(control, publisher)
    publisher.ufrag = "anew"
    again = await control.done(
        "accept_up", room=ROOM, transport="u3/up", sdp=publisher.offer(), sources=CAMERA
    )
    ufrags = [done["sdp"].split("a=ice-ufrag:")[1].split()[0] for done in (first, again)]
    assert ufrags[0] != ufrags[1]
    packets = await view(control, new_peer("recvonly"))
    await film(publisher, 10)
    await until(lambda: len(packets) > 20)


async def test_a_repeated_offer_without_a_restart_keeps_the_credentials(
    control: Control, new_peer: NewPeer
) -> None:
    publisher = new_peer("sendonly")
    first = await publish(control, publisher)
    again = await control.done(
        "accept_up", room=ROOM, transport="u3/up", sdp=publisher.offer(), sources=CAMERA
    )
    assert again["sdp"].split("a=ice-ufrag:")[1][:12] == first["sdp"].split("a=ice-ufrag:")[1][:12]


async def test_a_vanished_peer_is_lost(control: Control, new_peer: NewPeer) -> None:
    publisher = new_peer("sendonly")
    await publish(control, publisher)
    publisher.vanish()
    await control.state_is("u3/up", "lost", within=8)
    assert control.states("u3/up") == ["connected", "lost"]


async def test_a_goodbye_closes_at_once(control: Control, new_peer: NewPeer) -> None:
    publisher = new_peer("sendonly")
    await publish(control, publisher)
    await publisher.dtls.stop()
    await control.state_is("u3/up", "closed", within=2)
    assert control.states("u3/up") == ["connected", "closed"]


async def test_what_control_closes_is_no_news(control: Control, new_peer: NewPeer) -> None:
    await publish(control, new_peer("sendonly"))
    await control.done("close_transport", room=ROOM, transport="u3/up")
    await control.done("close_room", room=ROOM)
    assert control.state("u3/up") == "connected"


async def test_refusals_have_names(control: Control, new_peer: NewPeer) -> None:
    await control.done("open_down", room=ROOM, transport="t7/down", slots=1)
    no_video = new_peer("sendonly").offer().replace("H264", "H265")
    refused = [
        await control.ask("accept_up", room=ROOM, transport="u3/up", sdp="nonsense", sources=[]),
        await control.ask("accept_up", room=ROOM, transport="u3/up", sdp=no_video, sources=CAMERA),
        await control.ask("route", room="nowhere", transport="t7/down", slots=[]),
        await control.ask("route", room=ROOM, transport="t8/down", slots=[]),
        await control.ask("answer_down", room=ROOM, transport="t7/down", sdp="v=0\nm=audio 9 X 1\n"),
    ]
    assert [answer["code"] for answer in refused] == [
        "bad_sdp",
        "no_codec",
        "unknown_room",
        "unknown_transport",
        "bad_sdp",
    ]


async def test_a_source_that_is_not_in_the_offer_is_refused(control: Control, new_peer: NewPeer) -> None:
    sources = [{"source": "u3/camera", "video_mid": "9"}]
    sdp = new_peer("sendonly").offer()
    answer = await control.ask("accept_up", room=ROOM, transport="u3/up", sdp=sdp, sources=sources)
    assert answer["code"] == "bad_sdp" and "9" in answer["text"]


async def test_an_m_line_belongs_to_one_source(control: Control, new_peer: NewPeer) -> None:
    sources = [{"source": f"u3/{kind}", "audio_mid": "0"} for kind in ("camera", "screen")]
    sdp = new_peer("sendonly").offer()
    answer = await control.ask("accept_up", room=ROOM, transport="u3/up", sdp=sdp, sources=sources)
    assert answer["code"] == "bad_sdp" and "two sources" in answer["text"]


async def test_a_second_answer_is_in_the_wrong_state(control: Control, new_peer: NewPeer) -> None:
    await control.done("accept_down", room=ROOM, transport="whep/t7", sdp=new_peer("recvonly").offer())
    answer = await control.ask("answer_down", room=ROOM, transport="whep/t7", sdp="v=0\n")
    assert answer["code"] == "wrong_state"


async def test_more_slots_are_offered_over_new_credentials_of_the_same_sources(control: Control) -> None:
    first = await control.done("open_down", room=ROOM, transport="t7/down", slots=1)
    more = await control.done("open_down", room=ROOM, transport="t7/down", slots=3)
    assert [slot["video_mid"] for slot in more["slots"]] == ["0v", "1v", "2v"]
    sources = [line for line in first["sdp"].splitlines() if line.startswith("a=ssrc:")]
    assert all(line in more["sdp"] for line in sources)


async def test_a_page_that_was_reloaded_may_answer_in_the_old_ones_place(control: Control) -> None:
    answer = text("chromium-answer-to-two-slots")
    old, new = re.findall(r"a=fingerprint:sha-256 (\S+)", answer)[0], ":".join(["AB"] * 32)
    for sdp in (answer, answer.replace(old, new)):
        await control.done("open_down", room=ROOM, transport="t7/down", slots=2)
        await control.done("answer_down", room=ROOM, transport="t7/down", sdp=sdp)
    assert control.states("t7/down") == []
    await control.done("route", room=ROOM, transport="t7/down", slots=ONE_SLOT)


async def test_media_outlives_the_link_and_the_next_hello_says_what_is_there(
    control: Control, new_peer: NewPeer
) -> None:
    publisher = new_peer("sendonly")
    await publish(control, publisher)
    packets = await view(control, new_peer("recvonly"))
    await control.hang_up()
    await film(publisher, 5)
    await until(lambda: len(packets) > 20)
    await control.until(lambda: len(control.hellos) == 2)
    (room,) = control.hellos[1]["rooms"]
    assert room["transports"] == ["u3/up", "whep/t7"]
    assert room["slots"] == {"whep/t7": 1}
    assert room["producers"] == ["u3/camera/audio", "u3/camera/video"]
    await control.until(lambda: control.events[-1]["type"] == "transport_state")


async def test_a_lesson_is_recorded_and_finished(control: Control, new_peer: NewPeer, tmp_path: Path) -> None:
    publisher = new_peer("sendonly")
    await publish(control, publisher)
    producers = ["u3/camera/audio", "u3/camera/video"]
    started = int(time.time() * 1000)
    await control.done("record", room=ROOM, folder=str(tmp_path), started_at=started, producers=producers)
    await film(publisher, 30)
    await control.until(lambda: sum(event["type"] == "take" for event in control.events) == 2)
    await control.done("finish_recording", room=ROOM)
    for kind in ("audio", "video"):
        assert (tmp_path / f"u3-camera-{kind}-0001.mp4").stat().st_size > 1000
        assert '"finished"' in (tmp_path / f"u3-camera-{kind}-0001.jsonl").read_text()


async def test_random_datagrams_are_counted_and_harm_nobody(control: Control, new_peer: NewPeer) -> None:
    publisher = new_peer("sendonly")
    await publish(control, publisher)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        for first in range(0, 256, 4):
            stranger.sendto(bytes([first]) * 50, ("127.0.0.1", control.hellos[0]["udp_port"]))
    await control.until(lambda: control.counters.get("drop_unknown_protocol", 0) > 10)
    assert control.counters["drop_malformed_stun"] > 0
    assert control.state("u3/up") == "connected"


async def test_a_message_that_is_no_command_does_no_harm(control: Control) -> None:
    assert control.connection is not None
    for nonsense in ("", "{", '{"type": "reboot", "id": 1}', "[]"):
        await control.connection.send(nonsense)
    await control.done("open_down", room=ROOM, transport="t7/down", slots=1)


async def test_the_worker_says_how_busy_it_is(control: Control) -> None:
    await control.until(lambda: any(event["type"] == "statistics" for event in control.events))
    (statistics,) = [event for event in control.events if event["type"] == "statistics"][:1]
    assert 0 <= statistics["load"] < 1
