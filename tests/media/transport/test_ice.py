"""The ICE-lite agent answers those who know its password, and sends to where its peer chose."""

from aioice import stun

from media.packets.stun import parse_check
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
