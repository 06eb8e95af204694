"""Registered cameras: their addresses and passwords, what a check says of them, and how they are fetched."""
