"""The ICE-lite agent answers those who know its password, and sends to where its peer chose."""

from aioice import stun

from media.packets.stun import parse_check, parse_success, success
from media.transport.ice import Credentials, IceAgent, Verdict
from media.transport.path import Path
from tests.media.transport.checks import ELSEWHERE, HERE, check


class Story:
    """One agent, and checks that arrive at it."""

    def __init__(self) -> None:
        self.agent = IceAgent(Credentials.generate())
        self.answer: bytes | None = None

    def hears(self, path: Path, under: Credentials | None = None, **how: bool | str) -> Verdict:
        data = check(under or self.agent.current, **how)  # type: ignore[arg-type]
        verdict, self.answer = self.agent.receive_check(parse_check(data), path)
        return verdict


class Known(Story):
    """The same with a peer whose SDP we know, which is where HERE is."""

    def __init__(self) -> None:
        super().__init__()
        self.peer = Credentials("peer", "the peer's password")
        self.agent.remote = self.peer
        self.hears(HERE, nominate=True)

    def asks(self) -> list[Path]:
        """Where it asks now; the questions are kept to be answered."""
        self.questions = list(self.agent.questions())
        return [path for path, _ in self.questions]

    def peer_answers(self, path: Path, password: str | None = None) -> bool:
        """Answer the last questions over a path; whether that moved the address."""
        return any(
            self.agent.receive_success(
                parse_success(success(parse_check(question), "192.0.2.1", 9, password or self.peer.password)),
                path,
            )
            for _, question in self.questions
        )


def test_the_first_check_sets_the_address() -> None:
    story = Story()
    assert story.hears(HERE) is Verdict.MOVED
    assert story.agent.path == HERE


def test_a_check_from_elsewhere_moves_nothing_until_it_nominates() -> None:
    story = Story()
    story.hears(HERE)
    assert story.hears(ELSEWHERE) is Verdict.ANSWERED
    assert story.agent.path == HERE
    assert story.hears(ELSEWHERE, nominate=True) is Verdict.MOVED
    assert story.agent.path == ELSEWHERE


def test_a_repeated_nomination_is_no_move() -> None:
    story = Story()
    story.hears(HERE, nominate=True)
    assert story.hears(HERE, nominate=True) is Verdict.ANSWERED


def test_a_wrong_password_is_not_answered_and_moves_nothing() -> None:
    story = Story()
    assert story.hears(HERE, password="wrong", nominate=True) is Verdict.REFUSED
    assert (story.answer, story.agent.path) == (None, None)


def test_the_answer_names_an_ipv4_peer_of_a_dual_stack_socket_by_its_ipv4_address() -> None:
    story = Story()
    story.hears((0, ("::ffff:192.0.2.9", 50000, 0, 0)))
    assert story.answer is not None
    assert stun.parse_message(story.answer).attributes["XOR-MAPPED-ADDRESS"] == ("192.0.2.9", 50000)


def test_a_peer_in_the_wrong_role_gets_a_conflict() -> None:
    story = Story()
    assert story.hears(HERE, controlled=True) is Verdict.CONFLICT
    assert story.agent.path is None


def test_after_a_restart_both_generations_are_answered() -> None:
    story = Story()
    old = story.agent.current
    story.hears(HERE, nominate=True)
    story.agent.restart(Credentials.generate())
    assert story.hears(HERE, under=old) is Verdict.ANSWERED
    assert story.hears(ELSEWHERE) is Verdict.ANSWERED


def test_a_nomination_under_the_new_credentials_retires_the_old_ones() -> None:
    story = Story()
    old = story.agent.current
    story.hears(HERE, nominate=True)
    story.agent.restart(Credentials.generate())
    assert story.hears(ELSEWHERE, nominate=True) is Verdict.MOVED
    assert story.hears(HERE, under=old, nominate=True) is Verdict.REFUSED
    assert story.agent.path == ELSEWHERE


def test_a_restart_that_nobody_followed_does_not_cost_the_working_path() -> None:
    story = Story()
    working = story.agent.current
    story.hears(HERE, nominate=True)
    story.agent.restart(Credentials.generate())
    story.agent.restart(Credentials.generate())
    assert story.hears(HERE, under=working, nominate=True) is Verdict.ANSWERED
    assert len(story.agent.ufrags) == 2


def test_a_successor_takes_the_path_only_if_it_was_nominated_for_the_last_description() -> None:
    story = Story()
    story.hears(HERE, nominate=True)
    story.agent.restart(Credentials.generate())
    assert story.agent.successor().path is None
    story.hears(ELSEWHERE, nominate=True)
    assert story.agent.successor().path == ELSEWHERE


def test_a_password_is_not_shown() -> None:
    credentials = Credentials.generate()
    assert credentials.password not in repr(credentials)


def test_the_peer_moves_by_answering_a_check_of_ours_where_it_is_now() -> None:
    story = Known()
    assert story.hears(ELSEWHERE, nominate=True) is Verdict.CLAIMED
    assert story.agent.path == HERE and story.asks() == [ELSEWHERE]
    assert story.peer_answers(ELSEWHERE)
    assert story.agent.path == ELSEWHERE and story.asks() == []


def test_an_answer_from_where_it_was_not_asked_proves_nothing() -> None:
    story = Known()
    story.hears(ELSEWHERE, nominate=True)
    assert story.asks() and not story.peer_answers(HERE)
    assert story.agent.path == HERE


def test_an_answer_by_another_than_the_peer_proves_nothing() -> None:
    story = Known()
    story.hears(ELSEWHERE, nominate=True)
    assert story.asks() and not story.peer_answers(ELSEWHERE, password="a guess")
    assert story.agent.path == HERE


def test_a_copied_check_from_elsewhere_is_not_answered_and_asks_nothing() -> None:
    story = Known()
    copied = parse_check(check(story.agent.current, nominate=True))
    assert story.agent.receive_check(copied, HERE)[0] is Verdict.ANSWERED
    assert story.agent.receive_check(copied, ELSEWHERE) == (Verdict.COPIED, None)
    assert story.agent.receive_check(copied, HERE)[0] is Verdict.ANSWERED
    assert story.asks() == []


def test_a_check_that_overtakes_its_original_draws_nothing_away() -> None:
    story = Known()
    stolen = parse_check(check(story.agent.current, nominate=True))
    assert story.agent.receive_check(stolen, ELSEWHERE)[0] is Verdict.CLAIMED
    assert story.asks() == [ELSEWHERE] and story.agent.path == HERE
    assert story.hears(HERE, nominate=True) is Verdict.ANSWERED
    assert story.asks() == []


def test_an_address_is_asked_three_times_for_each_time_it_is_named() -> None:
    story = Known()
    for _ in range(2):
        story.hears(ELSEWHERE, nominate=True)
        assert [story.asks() for _ in range(4)] == [[ELSEWHERE]] * 3 + [[]]


def test_the_last_of_several_new_addresses_wins_whatever_order_the_answers_have() -> None:
    third = (0, ("203.0.113.3", 3))
    for first_answer, then in ((ELSEWHERE, third), (third, ELSEWHERE)):
        story = Known()
        story.hears(ELSEWHERE, nominate=True)
        story.hears(third, nominate=True)
        story.asks()
        story.peer_answers(first_answer)
        story.peer_answers(then)
        assert story.agent.path == third


def test_where_media_came_from_is_asked_before_the_peer_checks_again() -> None:
    story = Known()
    story.agent.found_at(ELSEWHERE)
    assert story.asks() == [ELSEWHERE] and story.peer_answers(ELSEWHERE)
    assert story.agent.path == ELSEWHERE


def test_after_a_restart_the_new_address_is_asked_as_soon_as_the_peers_new_password_is_known() -> None:
    story = Known()
    story.agent.restart(Credentials.generate())
    new = Credentials("newpeer", "its new password")
    story.hears(ELSEWHERE, nominate=True, peer=new.ufrag)
    assert story.asks() == []
    story.agent.remote = story.peer = new
    assert story.asks() == [ELSEWHERE] and story.peer_answers(ELSEWHERE)
    assert story.agent.previous is None


def test_a_bounded_number_of_addresses_is_asked() -> None:
    story = Known()
    for port in range(20):
        story.hears((0, ("192.0.2.9", port)), nominate=True)
    assert len(story.asks()) == 4
