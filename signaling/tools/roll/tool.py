"""The roll as the toolbox has it."""

from signaling.tools.roll.deciding import DECIDERS
from signaling.tools.roll.reducing import CHANGES
from signaling.tools.roll.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("roll", CHANGES, DECIDERS, PERMISSIONS, ERRORS)
