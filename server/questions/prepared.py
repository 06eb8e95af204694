"""A question before it is asked, as it is kept in a set."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from signaling.shape import Shape
from signaling.tools.questions.given import is_askable
from signaling.tools.questions.state import Given, Options, QuestionKind, QuestionText


class PreparedQuestion(Shape):
    """The fields of `open_question`; one that could not be asked is refused."""

    kind: QuestionKind
    text: QuestionText = ""
    options: Options = Field(default_factory=list)
    answer: Given | None = None
    changeable: bool = True
    seconds: Annotated[int, Field(ge=5, le=3600)] | None = None

    @model_validator(mode="after")
    def _can_be_asked(self) -> PreparedQuestion:
        if not is_askable(self.kind, self.options, self.answer):
            raise ValueError("options or answer do not fit the kind")
        return self
