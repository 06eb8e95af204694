"""What the worker tells of its rooms' lines."""

from media.worker.lines import LineWatch
from media.worker.protocol import LineNews
from tests.media.routing.story import Camera, Route, Story


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


def test_a_picture_that_is_not_drawn_any_more_is_told_at_once():
    story, watch, news = watched_story()
    play(story, watch, 1)
    story.router.route("u2/down", [Route(video="u1/up/video", height=0)], story.now)
    watch.tick(story.now)
    assert [(each.state, each.reason) for each in news[-1].pictures] == [("paused", "not_shown")]
