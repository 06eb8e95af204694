"""A datagram reaches the transport it belongs to, and no other; what belongs to nobody is counted."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from media.packets.run import Run
from media.packets.stun import BindingRequest, CheckSuccess, parse_check, success
from media.packets.stun import check as write_check
from media.transport.demultiplexer import Demultiplexer
from media.transport.ice import Credentials
from media.transport.path import Path
from tests.media.transport.checks import ELSEWHERE, HERE, check

RTP = b"\x80\x60" + bytes(6) + b"ssrc" + b"media"
DTLS = b"\x16\xfe\xfd handshake"


class FakePeer:
    """A transport without cryptography: packets that end in `media` decrypt."""

    def __init__(self, answer: bytes | None = b"answer") -> None:
        self.answer = answer
        self.heard: list[bytes] = []
        self.found: list[Path] = []

    def receive_check(self, request: BindingRequest, path: Path, now: float) -> bytes | None:
        return self.answer

    def receive_success(self, answer: CheckSuccess, path: Path, now: float) -> bool:
        self.heard.append(answer.transaction_id)
        return answer.is_authentic("the right password")

    def found_at(self, path: Path, now: float) -> None:
        self.found.append(path)

    def receive_dtls(self, data: bytes, now: float) -> None:
        self.heard.append(data)

    def receive_media(self, data: bytes, now: float) -> bool:
        self.heard.append(data)
        return data.endswith(b"media")

    @property
    def receiving_session(self) -> int:
        return 1

    def receive_plain(self, run: Run, now: float) -> None:
        self.heard += run

    def ssrc_seen(self, ssrc: bytes) -> bool:
        return ssrc == b"ssrc"


class Story:
    """A demultiplexer with one peer that is known by `credentials` but not yet by address."""

    def __init__(self, peer: FakePeer | None = None) -> None:
        self.sent: list[tuple[Path, bytes]] = []
        self.counters: Counter[str] = Counter()
        self.table = Demultiplexer(lambda path, data: self.sent.append((path, data)), self.counters)
        self.peer = peer or FakePeer()
        self.credentials = Credentials.generate()
        self.table.add(self.credentials.ufrag, self.peer)

    def arrives(self, data: bytes, path: Path = HERE, now: float = 0.0) -> None:
        self.table.receive(data, path, now)


def test_a_check_is_answered_to_where_it_came_from() -> None:
    story = Story()
    story.arrives(check(story.credentials))
    assert story.sent == [(HERE, b"answer")]


def test_after_a_check_the_address_is_known() -> None:
    story = Story()
    story.arrives(check(story.credentials))
    story.arrives(DTLS)
    story.arrives(RTP)
    assert story.peer.heard == [DTLS, RTP]


def test_a_refused_check_is_not_answered_and_teaches_nothing() -> None:
    story = Story(FakePeer(answer=None))
    story.arrives(check(story.credentials))
    story.arrives(DTLS)
    assert story.sent == [] and story.peer.heard == []


def test_an_answer_to_our_check_reaches_the_peer_whose_address_it_came_from() -> None:
    story = Story()
    asked = parse_check(write_check("ours", "theirs", "the right password", bytes(range(12))))
    answer = success(asked, "192.0.2.9", 1, "the right password")
    story.arrives(answer, ELSEWHERE)
    assert story.peer.heard == [] and story.counters["drop_unknown_address"] == 1
    story.arrives(check(story.credentials))
    story.arrives(answer)
    assert story.peer.heard == [bytes(range(12))] and story.counters["drop_unasked_answer"] == 0


def test_an_answer_that_was_not_asked_for_is_counted() -> None:
    story = Story()
    story.arrives(check(story.credentials))
    story.arrives(success(parse_check(check(story.credentials)), "192.0.2.9", 1, "a wrong password"))
    story.arrives(b"\x01\x01" + bytes(30))
    assert story.counters["drop_unasked_answer"] == 1 and story.counters["drop_malformed_stun"] == 1


def test_a_path_that_is_gone_leads_nowhere() -> None:
    story = Story()
    story.arrives(check(story.credentials))
    assert story.table.leads_to(HERE) is story.peer
    story.table.forget(HERE)
    story.table.forget(HERE)
    story.arrives(DTLS)
    assert story.table.leads_to(HERE) is None and story.peer.heard == []


def test_a_check_for_nobody_is_counted_and_not_answered() -> None:
    story = Story()
    story.arrives(check(Credentials.generate()))
    assert story.sent == []
    assert story.counters["drop_unknown_ufrag"] == 1


def test_a_handshake_from_an_unknown_address_reaches_nobody() -> None:
    story = Story()
    story.arrives(DTLS)
    assert story.peer.heard == []
    assert story.counters["drop_unknown_address"] == 1


def test_media_from_a_new_address_is_taken_once_it_decrypts() -> None:
    story = Story()
    story.arrives(RTP, ELSEWHERE)
    story.arrives(DTLS, ELSEWHERE)
    assert story.peer.heard == [RTP, DTLS] and story.peer.found == [ELSEWHERE]


def test_media_from_a_new_address_that_does_not_decrypt_leaves_it_unknown() -> None:
    story = Story()
    story.arrives(RTP[:-5] + b"noise", ELSEWHERE)
    story.arrives(DTLS, ELSEWHERE)
    assert DTLS not in story.peer.heard
    assert story.counters["drop_unknown_address"] == 2


def test_a_flood_from_unknown_addresses_costs_few_attempts_to_decrypt() -> None:
    story = Story()
    for number in range(1000):
        story.arrives(RTP[:-5] + b"noise", (0, ("198.51.100.4", number)), now=1.0)
    assert len(story.peer.heard) == 50
    assert story.counters["drop_unknown_address"] == 1000


def test_two_of_our_sockets_may_hear_the_same_address() -> None:
    story = Story()
    story.arrives(check(story.credentials), HERE)
    story.arrives(DTLS, (1, HERE[1]))
    assert story.peer.heard == []


def test_a_removed_peer_hears_nothing_any_more() -> None:
    story = Story()
    story.arrives(check(story.credentials))
    story.table.remove(story.peer)
    story.arrives(DTLS)
    story.arrives(check(story.credentials))
    assert story.peer.heard == []
    assert story.counters["drop_unknown_ufrag"] == 1


def test_an_address_that_a_newer_peer_uses_stays_its_own_when_the_old_one_goes() -> None:
    story, newer = Story(), FakePeer()
    story.arrives(check(story.credentials))
    story.table.learn(HERE, newer)
    story.table.remove(story.peer)
    story.arrives(DTLS)
    assert newer.heard == [DTLS]


def test_a_peer_keeps_a_bounded_number_of_addresses() -> None:
    story = Story()
    for port in range(40):
        story.arrives(check(story.credentials), (0, ("192.0.2.9", port)))
    story.arrives(DTLS, (0, ("192.0.2.9", 0)))
    story.arrives(DTLS, (0, ("192.0.2.9", 39)))
    assert len(story.peer.heard) == 1


def test_a_peer_that_fails_at_a_packet_harms_no_other_packet_of_the_batch() -> None:
    class Failing(FakePeer):
        def receive_dtls(self, data: bytes, now: float) -> None:
            raise RuntimeError("a bug")

    story = Story(Failing())
    story.table.receive_batch([(check(story.credentials), HERE), (DTLS, HERE), (RTP, HERE)], 0.0)
    assert story.peer.heard == [RTP]
    assert story.counters["drop_internal_error"] == 1


@given(st.binary(max_size=100))
def test_random_bytes_are_dropped_and_counted(data: bytes) -> None:
    story = Story()
    story.arrives(data)
    assert story.sent == []
    assert sum(story.counters.values()) == 1
