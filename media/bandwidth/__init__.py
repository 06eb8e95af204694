"""What one receiver's line carries, and who gets how much of it; pure."""
