"""Pull cameras, encoders and files and turn them into RTP, each in a process of its own beside a worker."""
