"""What the worker tells of its rooms' lines."""

import pytest

from media.routing.router import Router
from media.worker.lines import LineWatch
from media.worker.protocol import LineNews
from tests.media.routing.story import Camera, Route, Story
from tests.media.routing.test_uplink import NOW, Published
from tests.support.rtp import audio_track, rtp


def watched_story() -> tuple[Story, LineWatch, list[LineNews]]:
    story, news = Story(), list[LineNews]()
    story.publish("u1/up", Camera())
    story.view("u2/down")
    story.router.route("u2/down", [Route(video="u1/up/video")], story.now)
    return story, LineWatch("room", story.router, news.append), news


def play(story: Story, watch: LineWatch, seconds: float) -> None:
    for _ in range(round(seconds / 0.2)):
        story.play(0.2)
        watch.tick(story.now)


def test_every_line_is_told_of_every_two_seconds():
    story, watch, news = watched_story()
    play(story, watch, 6)
    assert 3 <= sum(each.transport == "u1/up" for each in news) <= 4


def test_an_uplinks_rate_and_loss_are_what_came_and_what_did_not():
    story, watch, news = watched_story()
    play(story, watch, 6)
    last = [each for each in news if each.transport == "u1/up"][-1]
    assert last.loss == 0.0
    assert 150_000 < (last.rate or 0) < 250_000


def test_sound_that_was_repeated_was_lost_by_the_line_all_the_same():
    router, news, published = Router(), list[LineNews](), Published(audio_track())
    router.add_uplink("u1/up", published.uplink)
    watch = LineWatch("room", router, news.append)
    for number in range(500):
        lost = number % 10 == 0 and number > 0
        late = [number - 3] if number % 10 == 3 and number > 10 else []
        for each in [*late, *([] if lost else [number])]:
            published.receive(rtp(each, 960 * each, 500, 111, b"sound"), at=number * 0.02)
        published.uplink.tick(NOW + number * 0.02)
        watch.tick(NOW + number * 0.02)
    assert news[-1].loss == pytest.approx(0.1, abs=0.02)


def test_a_picture_that_is_not_drawn_any_more_is_told_at_once():
    story, watch, news = watched_story()
    play(story, watch, 1)
    story.router.route("u2/down", [Route(video="u1/up/video", height=0)], story.now)
    watch.tick(story.now)
    assert [(each.state, each.reason) for each in news[-1].pictures] == [("paused", "not_shown")]
