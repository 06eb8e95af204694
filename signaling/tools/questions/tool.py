"""Questions as the toolbox has them; `signaling.room.answers` decides, for it alone knows the answers."""

from signaling.tools.questions.reducing import CHANGES
from signaling.tools.questions.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("questions", CHANGES, {}, PERMISSIONS, ERRORS)
