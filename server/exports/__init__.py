"""Exports: a recording as one film, made beside the lessons and fetched from here."""
