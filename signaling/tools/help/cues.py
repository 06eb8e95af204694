"""What can happen with asking for help."""

from __future__ import annotations

from typing import Literal

from signaling.shape import Shape
from signaling.tools.help.state import NeedKind


class HelpAsked(Shape):
    type: Literal["help_asked"] = "help_asked"
    member: str
    kind: NeedKind


class HelpSettled(Shape):
    """It is well again, or the teacher has taken note."""

    type: Literal["help_settled"] = "help_settled"
    member: str
