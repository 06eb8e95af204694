"""The live side of a lesson, one noun a file; `Room` puts them together for whoever holds a lesson."""

from signaling.room.proceedings import LessonFacts, RoomCamera
from signaling.room.room import Room

__all__ = ["LessonFacts", "Room", "RoomCamera"]
