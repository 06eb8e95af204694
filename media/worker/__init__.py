"""The media worker process: rooms, and the link to the control process."""
