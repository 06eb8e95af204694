"""Links and passes of pupils: what they open, and what they do not."""

import pytest

from server.questions.links import LinkRefused, PlaceLink, PlaceLinks
from server.questions.passes import Passes, PassRefused, Pupil

SECRET = "a secret of thirty-two characters"
NOW = 1_795_226_400_000
HOUR = 3_600_000
LINK = PlaceLink("3mq7c2xk9a4d", "k7")
LINKS = PlaceLinks(SECRET, "https://tongke.example.edu/", 6)
PUPIL = Pupil("3mq7c2xk9a4d", "k7", 12, "device-0001", "小敏")


def test_a_link_says_whose_pupils_in_which_lesson() -> None:
    assert LINKS.read(LINKS.sign(LINK, NOW), NOW + 6 * HOUR) == LINK


def test_a_link_expires() -> None:
    with pytest.raises(LinkRefused, match="link_expired"):
        LINKS.read(LINKS.sign(LINK, NOW), NOW + 8 * HOUR)


@pytest.mark.parametrize("text", ["", ".", "a.b.c", "a.b.c.d", "\ud800.x", "3mq7c2xk9a4d.k7.zz."])
def test_nonsense_is_no_link(text: str) -> None:
    with pytest.raises(LinkRefused, match="link_invalid"):
        LINKS.read(text, NOW)


def test_another_servers_link_is_none_of_ours() -> None:
    foreign = PlaceLinks("another secret of thirty-two chars", "", 6)
    with pytest.raises(LinkRefused, match="link_invalid"):
        LINKS.read(foreign.sign(LINK, NOW), NOW)


def test_a_link_stays_the_same_within_the_hour_so_that_a_screen_does_not_flicker() -> None:
    begin = NOW // HOUR * HOUR
    assert LINKS.sign(LINK, begin) == LINKS.sign(LINK, begin + HOUR - 1)


def test_a_link_is_short_enough_for_an_old_camera() -> None:
    (told,) = LINKS.of_places(LINK.lesson, [LINK.place], NOW)
    assert told.url.startswith("https://tongke.example.edu/a/")
    assert len(told.url) < 90
    assert len(told.code) == 8


def test_a_pass_says_who_sits_where_until_it_expires() -> None:
    passes = Passes(SECRET, 6)
    text = passes.sign(PUPIL, NOW)
    assert passes.read(text, NOW) == PUPIL
    with pytest.raises(PassRefused, match="pass_expired"):
        passes.read(text, NOW + 7 * HOUR)


def test_a_ticket_is_no_pass() -> None:
    from server.tickets import Tickets
    from tests.support.room import claims

    with pytest.raises(PassRefused, match="pass_invalid"):
        Passes(SECRET, 6).read(Tickets(SECRET).sign(claims("teacher")), NOW)


def test_nobody_is_found_by_another_ones_alias() -> None:
    passes = Passes(SECRET, 6)
    assert passes.alias("l", "k7", 12) != passes.alias("l", "k7", 13)
