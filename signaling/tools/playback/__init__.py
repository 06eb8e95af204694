"""Recordings that are watched together: one player's time, on the screens of many places."""
