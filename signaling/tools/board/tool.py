"""The board as the toolbox has it."""

from signaling.tools.board.deciding import DECIDERS
from signaling.tools.board.reducing import CHANGES
from signaling.tools.board.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("board", CHANGES, DECIDERS, PERMISSIONS, ERRORS)
