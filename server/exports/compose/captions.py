"""The words on the film: names on the pictures, title and speakers around them, and what is asked."""

from __future__ import annotations

from typing import Any

from server.exports.compose.asking import question_lines
from server.exports.compose.canvas import WIDTH, Box, Canvas, converted
from server.exports.compose.order import Language
from server.exports.compose.plates import Plates
from server.exports.compose.sayings import say
from server.exports.compose.scene import FOOT, HEAD, Scene, View
from signaling.reducer import masters
from signaling.state import RoomState

_MARGIN = 8
_HEAD = Box(0, 0, WIDTH, HEAD)


class Captions:
    """Draws words where they have changed, or where a picture has gone over them."""

    def __init__(self, plates: Plates, language: Language, title: str) -> None:
        self._plates, self._language, self._title = plates, language, title
        self._words: tuple[object, ...] = ()
        self._names: dict[View, tuple[tuple[str, bool], Any]] = {}

    def forget(self) -> None:
        """The canvas is empty again."""
        self._words, self._names = (), {}

    def label(
        self, canvas: Canvas, view: View, state: RoomState, speaking: tuple[str, ...], *, drawn: bool
    ) -> None:
        """Put the name of who is seen onto the picture, if it was `drawn` anew or is another name."""
        key = (self.name(state, view.member, placed=view.box.width == WIDTH), view.member in speaking)
        known = self._names.get(view)
        if known is None or known[0] != key:
            known = (key, converted(self._plates.name(key[0], view.box.width, speaks=key[1])))
            self._names[view] = known
        elif not drawn:
            return
        plate, box = known[1], view.box
        left, top = box.left + _MARGIN, box.top + box.height - _MARGIN - plate.height
        canvas.put(plate, Box(left, top, plate.width, plate.height))

    def say(self, canvas: Canvas, scene: Scene, state: RoomState, speaking: tuple[str, ...]) -> None:
        """Title and teacher above the pictures, who speaks and what is asked below them."""
        if not scene.has_words:
            return
        question = question_lines(state, self._language)
        caption = self._caption(state, speaking)
        title, teacher = self._title or state.lesson.title, self._teacher(state)
        words = (title, teacher, caption, question)
        if words != self._words:
            self._words = words
            canvas.put(converted(self._plates.head(title, teacher, WIDTH, HEAD)), _HEAD)
            canvas.put(converted(self._plates.foot(caption, question, WIDTH, FOOT.height)), FOOT)

    def name(self, state: RoomState, member: str, *, placed: bool) -> str:
        """What somebody is called, with the place if there is room for it."""
        who = state.members.get(member)
        if who is None:
            return member
        if not placed or not who.place:
            return who.name
        return say("at", self._language, name=who.name, place=who.place)

    def _teacher(self, state: RoomState) -> str:
        found = masters(state)
        return self.name(state, found[0], placed=True) if found else ""

    def _caption(self, state: RoomState, speaking: tuple[str, ...]) -> str:
        if not speaking:
            return ""
        names = [self.name(state, member, placed=True) for member in speaking]
        return say("speaking", self._language, names=say("and", self._language).join(names))
