"""Checks of rooms before their lessons: a room of the worker for one, and what is kept of the outcome."""
