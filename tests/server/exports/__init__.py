"""Films that are made of recordings."""
