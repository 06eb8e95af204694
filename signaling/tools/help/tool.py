"""Asking for help as the toolbox has it."""

from signaling.tools.help.deciding import DECIDERS
from signaling.tools.help.reducing import CHANGES
from signaling.tools.help.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("help", CHANGES, DECIDERS, PERMISSIONS, ERRORS)
