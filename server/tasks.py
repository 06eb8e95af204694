"""The door to asyncio tasks: the media path's `spawn`, which keeps the reference and logs failure."""

from media.tasks import spawn

__all__ = ["spawn"]
