"""Films that are brought in."""
