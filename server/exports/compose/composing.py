"""Make the film of one order, from its first picture to its last."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from av.error import FFmpegError
from PIL import ImageChops
from pydantic import TypeAdapter

from media.recording import journal
from server.confined.confine import refusal
from server.confined.entry import Refused, Tell
from server.exports.compose.canvas import HEIGHT, RATE, WIDTH, Canvas, Watermark
from server.exports.compose.clips import Clips
from server.exports.compose.film import Film
from server.exports.compose.letters import Letters
from server.exports.compose.order import Order
from server.exports.compose.pieces import Piece, pieces_of
from server.exports.compose.sounds import RATE as SOUND_RATE
from server.exports.compose.stage import Stage
from server.exports.compose.story import Story
from server.exports.compose.voices import Voices
from signaling.cues import Cue
from signaling.state import RoomState

#: Samples for each picture.
_SAMPLES = SOUND_RATE // RATE
_CUES: TypeAdapter[list[Cue]] = TypeAdapter(list[Cue])
#: The watermark changes its place so often, in pictures: no strip can be cut off to be rid of it.
_WANDERS = 20 * RATE
_MARK_SIZE, _RIM = 26, 1

Tracks = dict[str, list[Piece]]
#: From where to where in the film, and its title.
FilmChapter = tuple[int, int, str]


def compose(order: Order, tell: Tell) -> None:
    """Write the film. Raises `Refused`."""
    pictures, sounds = _tracks(order)
    if not pictures and not sounds:
        raise Refused("nothing_recorded")
    story = _story(order)
    start, end = order.start_ms / 1000, order.end_ms / 1000
    clips = Clips(story, order.documents, end)
    voices = Voices(sounds, clips.sounds(), start)
    letters = Letters(order.font)
    stage = None if order.sound_only else Stage(order, letters, pictures, clips)
    try:
        with _film(order) as film:
            _roll(order, film, story, voices, stage, _watermarks(order, letters), tell)
    except FFmpegError as error:
        raise Refused(refusal(error.errno, "film_failed"), f"{type(error).__name__}: {error}") from None


def _roll(
    order: Order,
    film: Film,
    story: Story,
    voices: Voices,
    stage: Stage | None,
    marks: list[Watermark],
    tell: Tell,
) -> None:
    """Picture by picture, with the sound of each."""
    start, canvas = order.start_ms / 1000, Canvas()
    first, count = round(start * SOUND_RATE), max(1, (order.end_ms - order.start_ms) * RATE // 1000)
    for number in range(count):
        at = start + number / RATE
        film.play(voices.block(first + number * _SAMPLES, _SAMPLES))
        if stage is not None:
            stage.draw(canvas, at, story.at(at), voices.speaking(at))
            _show(film, canvas, marks[number // _WANDERS % len(marks)] if marks else None)
        if number % RATE == 0:
            tell(number / count)


def _show(film: Film, canvas: Canvas, mark: Watermark | None) -> None:
    if mark is None:
        film.show(canvas)
        return
    mark.lay_on(canvas)
    film.show(canvas)
    mark.take_off(canvas)


def _film(order: Order) -> Film:
    return Film(
        order.output,
        picture=not order.sound_only,
        threads=order.threads,
        title=order.title,
        chapters=chapters_within(order.chapters, order.start_ms, order.end_ms),
    )


def chapters_within(chapters: Sequence[tuple[int, str]], start_ms: int, end_ms: int) -> list[FilmChapter]:
    """Those parts of the lesson's chapters that lie in a span, in the span's own milliseconds."""
    begins = [(min(max(at, start_ms), end_ms) - start_ms, title) for at, title in sorted(chapters)]
    parts = pairwise([*begins, (end_ms - start_ms, "")])
    return [(at, end, title) for (at, title), (end, _) in parts if at < end]


def _tracks(order: Order) -> tuple[Tracks, Tracks]:
    """The pictures and the sounds of each source, of the takes that go along."""
    pictures: Tracks = defaultdict(list)
    sounds: Tracks = defaultdict(list)
    for take in order.takes:
        try:
            found = journal.read(Path(order.folder) / f"{take}.jsonl")
        except OSError:
            continue
        if found is not None:
            tracks = pictures if found.head.kind == "video" else sounds
            tracks[found.head.source] += pieces_of(found, Path(order.folder))
    return {s: p for s, p in pictures.items() if p}, {s: p for s, p in sounds.items() if p}


def _story(order: Order) -> Story:
    told = json.loads(Path(order.story).read_text(encoding="utf-8"))
    snapshot = RoomState.model_validate(told["snapshot"])
    return Story(snapshot, _CUES.validate_python(told["cues"]), order.started_at)


def _watermarks(order: Order, letters: Letters) -> list[Watermark]:
    """The same words at four places."""
    if not order.watermark:
        return []
    words = letters.cut(order.watermark, _MARK_SIZE, WIDTH // 2)
    mask = letters.mask(words, _MARK_SIZE)
    rim = ImageChops.subtract(letters.mask(words, _MARK_SIZE, _RIM), mask)
    right, bottom = WIDTH - mask.width - 40, HEIGHT - mask.height - 110
    places = ((40, 60), (right, bottom), (right, 60), (40, bottom))
    return [Watermark(mask, rim, left, top) for left, top in places]
