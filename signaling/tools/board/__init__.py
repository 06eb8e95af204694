"""The whiteboard, and what is drawn over slides and shared screens."""
