"""What is on the film now: arranges the views of each scene and draws what has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.exports.compose.canvas import HEIGHT, WIDTH, Box, Canvas
from server.exports.compose.captions import Captions
from server.exports.compose.clips import Clips
from server.exports.compose.letters import Letters
from server.exports.compose.order import Order
from server.exports.compose.pictures import Pictures
from server.exports.compose.pieces import Piece
from server.exports.compose.plates import Plates
from server.exports.compose.sayings import say
from server.exports.compose.scene import Scene, View, scene_of
from server.exports.compose.views import Drawn, Moving, Written
from signaling.content import surface_of
from signaling.state import RoomState


class Stage:
    """Draws the lesson onto a canvas; `tracks` are the pictures of each source."""

    def __init__(
        self, order: Order, letters: Letters, tracks: Mapping[str, Sequence[Piece]], clips: Clips
    ) -> None:
        self._order, self._letters, self._clips = order, letters, clips
        self._pictures = {source: Pictures(pieces) for source, pieces in tracks.items()}
        self._plates = Plates(letters)
        self._captions = Captions(self._plates, order.language, order.title)
        self._state: RoomState | None = None
        self._scene = Scene(())
        self._views: list[tuple[View, Moving | Drawn]] = []

    def draw(self, canvas: Canvas, lesson_s: float, state: RoomState, speaking: tuple[str, ...]) -> None:
        """Bring the canvas from the moment before to this one."""
        if state is not self._state:
            self._arrange(canvas, scene_of(state, self._order.layout, self._pictures), state)
        for view, drawing in self._views:
            drawn = self._draw(canvas, lesson_s, state, view, drawing)
            if view.source and self._is_named(view):
                self._captions.label(canvas, view, state, speaking, drawn=drawn)
        self._captions.say(canvas, self._scene, state, speaking)

    def _draw(
        self, canvas: Canvas, lesson_s: float, state: RoomState, view: View, drawing: Moving | Drawn
    ) -> bool:
        content = self._scene.content
        if isinstance(drawing, Moving):
            is_shared = content is not None and content.kind == "picture" and content.id == view.source
            return drawing.draw(canvas, lesson_s, Written(state, surface_of(content)) if is_shared else None)
        assert content is not None, "pages are shown"
        return drawing.draw(canvas, content, state)

    def _is_named(self, view: View) -> bool:
        """A small picture, or the only one; what is large among several has the words below it."""
        return not self._scene.has_words or view is not self._views[0][0]

    def _arrange(self, canvas: Canvas, scene: Scene, state: RoomState) -> None:
        first = self._state is None
        before, self._scene, self._state = self._scene, scene, state
        if not first and before.views == scene.views and _film(before) == _film(scene):
            return
        canvas.clear(Box(0, 0, WIDTH, HEIGHT))
        self._captions.forget()
        self._views = [(view, self._new(view)) for view in scene.views]

    def _new(self, view: View) -> Moving | Drawn:
        film = _film(self._scene)
        if not view.source and film is None:
            return Drawn(view.box, self._order.documents, self._letters, self._plates)
        words = say("no_picture", self._order.language)
        empty = self._plates.empty(words, view.box.width, view.box.height)
        moving = self._pictures.get(view.source) or Pictures(self._clips.pictures(film or ""))
        return Moving(view.box, moving, empty, self._letters)


def _film(scene: Scene) -> str | None:
    """The document of the film that is shown."""
    return scene.content.id if scene.content is not None and scene.content.kind == "clip" else None
