"""Imports: films from elsewhere become recordings like any other."""
