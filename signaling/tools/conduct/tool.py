"""The conduct as the toolbox has it."""

from signaling.tools.conduct.deciding import DECIDERS
from signaling.tools.conduct.reducing import CHANGES
from signaling.tools.conduct.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("conduct", CHANGES, DECIDERS, PERMISSIONS, ERRORS)
