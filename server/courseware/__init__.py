"""Courseware: files are uploaded, turned into pages and clips that every screen can draw, and kept."""
