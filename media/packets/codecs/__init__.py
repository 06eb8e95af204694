"""Payload formats: RTP payloads into whole coded frames, and what a frame says about itself."""
