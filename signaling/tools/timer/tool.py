"""The timer as the toolbox has it."""

from signaling.tools.timer.deciding import DECIDERS
from signaling.tools.timer.reducing import CHANGES
from signaling.tools.timer.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("timer", CHANGES, DECIDERS, PERMISSIONS, ERRORS)
