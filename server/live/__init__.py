"""The live side of lessons in the control process: rooms, their members' sockets, and the archive."""
