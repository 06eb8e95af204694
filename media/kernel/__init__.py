"""The part of the media path that may be compiled; everything works without it."""
