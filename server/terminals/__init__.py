"""Classrooms' terminals: the codes by which they are paired, and which of them talk in a lesson now."""
