"""Every tool of a lesson, with what it changes, decides, allows and says."""

from __future__ import annotations

from signaling.tools.arrangement.tool import TOOL as ARRANGEMENT
from signaling.tools.bell.tool import TOOL as BELL
from signaling.tools.board.tool import TOOL as BOARD
from signaling.tools.chat.tool import TOOL as CHAT
from signaling.tools.conduct.tool import TOOL as CONDUCT
from signaling.tools.courseware.tool import TOOL as COURSEWARE
from signaling.tools.help.tool import TOOL as HELP
from signaling.tools.playback.tool import TOOL as PLAYBACK
from signaling.tools.questions.tool import TOOL as QUESTIONS
from signaling.tools.roll.tool import TOOL as ROLL
from signaling.tools.timer.tool import TOOL as TIMER
from signaling.tools.tool import Tool
from signaling.tools.turns.tool import TOOL as TURNS

TOOLS: tuple[Tool, ...] = (
    BELL,
    BOARD,
    COURSEWARE,
    ARRANGEMENT,
    TURNS,
    HELP,
    CHAT,
    TIMER,
    ROLL,
    QUESTIONS,
    CONDUCT,
    PLAYBACK,
)
