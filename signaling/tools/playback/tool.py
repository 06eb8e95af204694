"""Playback as the toolbox has it."""

from signaling.tools.playback.deciding import DECIDERS
from signaling.tools.playback.reducing import CHANGES
from signaling.tools.playback.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("playback", CHANGES, DECIDERS, PERMISSIONS, ERRORS)
