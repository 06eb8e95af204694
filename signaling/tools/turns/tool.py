"""The turns as the toolbox has them: nobody wishes for them, they come of the floor."""

from signaling.tools.tool import Tool
from signaling.tools.turns.reducing import CHANGES

TOOL = Tool("turns", CHANGES, {}, {}, {})
