"""The composing process, piece by piece."""
