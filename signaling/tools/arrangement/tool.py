"""The arrangement as the toolbox has it."""

from signaling.tools.arrangement.deciding import DECIDERS
from signaling.tools.arrangement.reducing import CHANGES
from signaling.tools.arrangement.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("arrangement", CHANGES, DECIDERS, PERMISSIONS, ERRORS)
