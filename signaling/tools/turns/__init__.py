"""Who has spoken how often, so that every classroom gets its turn."""
