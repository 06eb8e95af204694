"""Courseware: pages and clips that every screen has already, so that only their numbers travel."""
