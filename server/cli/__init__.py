"""The command `tongke`: run a server, and drive a running one from a script."""

from server.cli.root import main

__all__ = ["main"]
