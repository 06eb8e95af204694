"""Courseware as the toolbox has it."""

from signaling.tools.courseware.deciding import DECIDERS
from signaling.tools.courseware.reducing import CHANGES
from signaling.tools.courseware.rules import ERRORS, PERMISSIONS
from signaling.tools.tool import Tool

TOOL = Tool("courseware", CHANGES, DECIDERS, PERMISSIONS, ERRORS)
