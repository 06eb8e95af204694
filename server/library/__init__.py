"""The library: what becomes of recordings once their lessons are over, and who sees them."""
