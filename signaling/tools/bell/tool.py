"""The bell as the toolbox has it."""

from signaling.tools.bell.deciding import DECIDERS
from signaling.tools.bell.reducing import CHANGES
from signaling.tools.bell.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("bell", CHANGES, DECIDERS, PERMISSIONS, ERRORS)
