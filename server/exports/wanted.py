"""What somebody wants of an export, and for whom it is made, as it is kept with the job."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from server.exports.compose.order import Language, Layout
from server.library.view import View
from signaling.shape import Shape

#: A day: no lesson is longer.
LessonMs = Annotated[int, Field(ge=0, le=86_400_000)]


class Wanted(Shape):
    """Milliseconds of the lesson clock; without `end_ms` up to its end. `watermark` is the text itself."""

    layout: Layout = "lesson"
    start_ms: LessonMs = 0
    end_ms: LessonMs | None = None
    sound_only: bool = False
    watermark: Annotated[str, Field(max_length=80)] = ""
    language: Language = "zh-CN"


class Served(Shape):
    """What of the recording goes along: the `View` of whoever has asked, kept with the job."""

    pupils_picture: bool = True
    classroom_sound: bool = True
    rural: list[str] = Field(default_factory=list)
    by_publication: bool = False

    @classmethod
    def of(cls, view: View) -> Served:
        return cls(
            pupils_picture=view.pupils_picture,
            classroom_sound=view.classroom_sound,
            rural=sorted(view.rural),
            by_publication=view.by_publication,
        )

    @property
    def view(self) -> View:
        return View(self.pupils_picture, self.classroom_sound, frozenset(self.rural), self.by_publication)


class Ordered(Shape):
    """The arguments of an export's job."""

    wanted: Wanted
    served: Served

    @classmethod
    def read(cls, arguments: dict[str, Any]) -> Ordered:
        return cls.model_validate(arguments)
