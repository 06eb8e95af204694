"""The chat as the toolbox has it."""

from signaling.tools.chat.deciding import DECIDERS
from signaling.tools.chat.reducing import CHANGES
from signaling.tools.chat.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("chat", CHANGES, DECIDERS, PERMISSIONS, ERRORS)
