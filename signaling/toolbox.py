"""Every tool of a lesson, with what it changes, decides, allows and says."""

from __future__ import annotations

from signaling.tools.bell.tool import TOOL as BELL
from signaling.tools.courseware.tool import TOOL as COURSEWARE
from signaling.tools.tool import Tool

TOOLS: tuple[Tool, ...] = (BELL, COURSEWARE)
